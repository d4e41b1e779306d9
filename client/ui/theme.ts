/**
 * Day or night shift: by the system unless chosen by hand, and remembered. The choice becomes
 * data-theme on <html>, which is all that the style sheets look at.
 */
import { computed, effect, signal } from '@preact/signals';
import { recall, remember } from './memory.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const night = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');
const systemDark = signal(night.matches);

/** Whether the reader asked for less motion. */
export const calm = signal(still.matches);
export const themeChoice = signal<Theme>(THEMES.find((name) => name === recall('theme')) ?? 'system');
export const theme = computed(() =>
  themeChoice.value === 'system' ? (systemDark.value ? 'dark' : 'light') : themeChoice.value,
);

/** Applies the theme now and whenever it changes. Call once. */
export function startTheme(): void {
  night.addEventListener('change', () => {
    systemDark.value = night.matches;
  });
  still.addEventListener('change', () => {
    calm.value = still.matches;
  });
  effect(() => {
    document.documentElement.dataset.theme = theme.value;
    const paper = theme.value === 'dark' ? '#1B1A17' : '#F5F0E3';
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', paper);
  });
}

/** System, light, dark, and round again. */
export function nextTheme(): void {
  themeChoice.value = THEMES[(THEMES.indexOf(themeChoice.value) + 1) % THEMES.length];
  remember('theme', themeChoice.value);
}
