/**
 * What is kept on the device by a service worker: home, drills and manual, whole. The page itself comes from the network
 * whenever there is one, so that a reload brings the server's version and no old client meets a newer server; its parts
 * bear their hash in the name and never get old. What only rooms need, which need the network anyway, is not kept.
 */
import { VitePWA } from 'vite-plugin-pwa';

const PAPER = '#F5F0E3';

/** Rooms, their SDK and the board's Phaser: three quarters of the client. */
const OF_ROOMS = '**/{room,race,session,sdk,scene}-*.js';

/**
 * Runs inside the worker, where it is written out by itself. Workbox's own strategies either keep a second page, whose
 * parts may not be on the device, or wait as long as a bad network does.
 */
const pageFromNetwork = async ({ request }: { request: Request }): Promise<Response> => {
  const slow = new Promise<never>((_, fail) => setTimeout(fail, 5000));
  try {
    return await Promise.race([fetch(request), slow]);
  } catch {
    return (await caches.match('index.html', { ignoreSearch: true })) ?? Response.error();
  }
};

export const offline = VitePWA({
  injectRegister: 'script-defer',
  manifest: {
    name: 'Ring Zero',
    short_name: 'Ring Zero',
    description: 'A multiplayer game about the kernel, its processes and the memory they share.',
    background_color: PAPER,
    theme_color: PAPER,
    icons: [
      { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'maskable' },
      { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
    ],
  },
  workbox: {
    globPatterns: ['**/*.{html,js,css,woff2,svg}'],
    globIgnores: [OF_ROOMS],
    inlineWorkboxRuntime: true,
    // A new worker takes over at once, and pages that are already open.
    skipWaiting: true,
    clientsClaim: true,
    // Without these two the worker would answer for the page before the server is asked.
    navigateFallback: null,
    directoryIndex: null,
    runtimeCaching: [
      {
        // Only the page: interfaces, health and metrics are none of its business.
        urlPattern: ({ request, url }) =>
          request.mode === 'navigate' && url.pathname === new URL('./', location.href).pathname,
        handler: pageFromNetwork,
      },
    ],
  },
});
