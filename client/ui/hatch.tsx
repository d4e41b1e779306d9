/**
 * The hatches as SVG patterns, defined once a page, and the pieces that use them: a hatched backing for
 * any tile and the swatch that stands for a process. The boundary's diagonal rule is one of them.
 */
import { HATCHES, inkOf, letterOf } from './inks.ts';

const COUNT = 16;

/** All patterns of the page. Rendered once, at the root. */
export function Hatches() {
  const pids = Array.from({ length: COUNT }, (_, index) => index + 1);
  return (
    <svg class="hidden" aria-hidden="true" focusable="false">
      <defs>
        {pids.map((pid) => {
          const { d, stroke } = HATCHES[(pid - 1) % HATCHES.length];
          const ink = inkOf(pid);
          return (
            <pattern key={pid} id={`hatch-${pid}`} width="8" height="8" patternUnits="userSpaceOnUse">
              <rect width="8" height="8" style={{ fill: 'var(--tile)' }} />
              <rect width="8" height="8" fill={ink} fill-opacity="0.3" />
              {stroke === 0 ? (
                <path d={d} fill={ink} />
              ) : (
                <path d={d} stroke={ink} stroke-width={stroke} fill="none" />
              )}
            </pattern>
          );
        })}
        <pattern id="hatch-kernel" width="8" height="8" patternUnits="userSpaceOnUse">
          <rect width="8" height="8" fill="#1b1a17" />
          <circle cx="2" cy="2" r="0.8" fill="#77705f" />
        </pattern>
        <pattern id="hatch-rule" width="28" height="28" patternUnits="userSpaceOnUse">
          <rect width="28" height="28" fill="#f0e442" />
          <path d="M-7 7L7 -7M-7 35L35 -7M21 35L35 21" stroke="#1b1a17" stroke-width="10" fill="none" />
        </pattern>
      </defs>
    </svg>
  );
}

/** The fill of an owner in a picture: a process's pid, or 'kernel' or 'rule'. */
export const fillOf = (of: number | 'kernel' | 'rule'): string =>
  `url(#hatch-${typeof of === 'number' ? ((of - 1) % COUNT) + 1 : of})`;

/** A hatched backing that fills its positioned parent: a process's pid, or 'kernel' or 'rule'. */
export function Hatch({ of }: { of: number | 'kernel' | 'rule' }) {
  return (
    <svg class="hatch" aria-hidden="true" focusable="false">
      <rect width="100%" height="100%" fill={fillOf(of)} />
    </svg>
  );
}

/** Hatch and letter of a process; pid 0 is the kernel. */
export function Swatch({ pid }: { pid: number }) {
  return (
    <span class="swatch" aria-hidden="true">
      <Hatch of={pid === 0 ? 'kernel' : pid} />
      <b>{pid === 0 ? '0' : letterOf(pid)}</b>
    </span>
  );
}
