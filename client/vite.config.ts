/**
 * Builds the client into dist/ at the top of the repository, from where the server hands it out. In
 * development the API, the matchmaker and the sockets go to a server on its usual port.
 */
import { defineConfig } from 'vite';
import { offline } from './offline.ts';

const server = 'http://localhost:2567';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: '../assets/icons',
  plugins: [offline],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1600,
    // By a name of its own, so that offline.ts can leave it out.
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: 'sdk', test: /node_modules\/(@colyseus|colyseus\.js|zod)\// }] },
      },
    },
  },
  server: {
    proxy: {
      '/api': server,
      '/matchmake': server,
      // A room's socket is /processId/roomId: never the path of a module.
      '^/[A-Za-z0-9_-]+/[A-Za-z0-9_-]+\\?sessionId=': { target: server, ws: true },
    },
  },
});
