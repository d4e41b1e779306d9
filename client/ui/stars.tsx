/**
 * Three stars, some of them reached: filled or outlined, never told by colour alone, and named for those who don't
 * see them.
 */
import { t } from '../i18n/index.ts';

const STAR = 'M10 2.4L12.1 7.8L17.9 8.1L13.4 11.8L14.9 17.4L10 14.3L5.1 17.4L6.6 11.8L2.1 8.1L7.9 7.8z';

export function Stars({ of, size = 18 }: { of: number; size?: number }) {
  return (
    <span class="stars" role="img" aria-label={t('lesson.stars', { stars: of })}>
      {Array.from({ length: 3 }, (_, index) => (
        <svg key={index} width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
          <path
            d={STAR}
            fill={index < of ? 'currentColor' : 'none'}
            stroke="currentColor"
            stroke-width="1.4"
            stroke-linejoin="round"
          />
        </svg>
      ))}
    </span>
  );
}
