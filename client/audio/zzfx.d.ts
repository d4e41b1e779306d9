/** zzfx ships no types; the one function that is used here. */
declare module 'zzfx' {
  export function zzfx(...parameters: number[]): unknown;
}
