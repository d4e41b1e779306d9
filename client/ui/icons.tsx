/**
 * Icons drawn by hand to the line weight of the cards, in a 20 × 20 box, in the colour of the text. All are
 * decoration beside words, or inside a button that has a name of its own.
 */
const PATHS = {
  sun: 'M10 6.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6M10 1.5v2M10 16.5v2M1.5 10h2M16.5 10h2M4 4l1.4 1.4M14.6 14.6L16 16M4 16l1.4-1.4M14.6 5.4L16 4',
  moon: 'M15.8 12.4A7 7 0 1 1 8 3.2a5.6 5.6 0 0 0 7.8 9.2z',
  auto: 'M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15M10 2.5v15M10 6.5h5.9M10 10h7M10 13.5h5.9',
  sound: 'M3 7.5h3L10 4v12l-4-3.5H3zM13 7.5a4 4 0 0 1 0 5M15.2 5.2a7 7 0 0 1 0 9.6',
  silent: 'M3 7.5h3L10 4v12l-4-3.5H3zM13 8l4 4M17 8l-4 4',
  back: 'M12.5 4.5L7 10l5.5 5.5',
  forward: 'M7.5 4.5L13 10l-5.5 5.5',
  up: 'M4.5 12.5L10 7l5.5 5.5',
  down: 'M4.5 7.5L10 13l5.5-5.5',
  out: 'M3 10h13M11.5 5.5L16 10l-4.5 4.5',
  inward: 'M17 10H4M8.5 5.5L4 10l4.5 4.5',
  close: 'M5 5l10 10M15 5L5 15',
  lock: 'M5.5 9h9v7.5h-9zM7.5 9V6.5a2.5 2.5 0 0 1 5 0V9',
  pin: 'M7 3h6l-1 5 2.5 2.5h-9L8 8zM10 10.5V17',
  play: 'M6 4l10 6-10 6z',
  pause: 'M7 4.5v11M13 4.5v11',
  chip: 'M5.5 5.5h9v9h-9zM8 2.5v3M12 2.5v3M8 14.5v3M12 14.5v3M2.5 8h3M2.5 12h3M14.5 8h3M14.5 12h3',
  disk: 'M3 6c0-1.4 3.1-2.5 7-2.5S17 4.6 17 6s-3.1 2.5-7 2.500S3 7.4 3 6zM3 6v8c0 1.4 3.1 2.5 7 2.5s7-1.1 7-2.500V6M3 10c0 1.4 3.1 2.5 7 2.5s7-1.1 7-2.5',
  card: 'M3 4.5h14v11H3zM6 8h8M6 11.5h5',
  eye: 'M2 10c2-3.7 4.8-5.5 8-5.5s6 1.8 8 5.5c-2 3.7-4.8 5.5-8 5.500S4 13.7 2 10zM10 7.6a2.4 2.4 0 1 0 0 4.8a2.4 2.4 0 1 0 0-4.8',
  more: 'M4 10h.010M10 10h.010M16 10h.01',
  check: 'M4 10.5l4 4 8-9',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width={name === 'more' ? 3 : 1.4}
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The name of the game; its last letter is the ring. */
export function Wordmark({ size = 28 }: { size?: number }) {
  return (
    <span class="wordmark" style={{ fontSize: `${size}px` }}>
      <span aria-hidden="true">Ring Zer</span>
      <svg width={size * 0.74} height={size * 0.74} viewBox="0 0 22 22" aria-hidden="true">
        <circle cx="11" cy="11" r="8.4" fill="none" stroke="currentColor" stroke-width="4.6" />
        <circle cx="11" cy="11" r="2.4" fill="currentColor" />
      </svg>
      <span class="hidden">Ring Zero</span>
    </span>
  );
}
