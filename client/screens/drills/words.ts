/** How a drill's words are said on the page. */
import type { Say } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';

export const tell = (one: Say): string => ('raw' in one ? one.raw : t(`drills:${one.key}`, one.values ?? {}));
