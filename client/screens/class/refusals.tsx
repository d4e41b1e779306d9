/** What the class would not do, and why, in words: near the desk, for as long as nothing else was done. */
import type { TeachAction } from '../../../shared/classroom/index.ts';
import type { Reply } from '../../../shared/race/index.ts';
import { has, t } from '../../i18n/index.ts';
import { refused } from '../../net/class.ts';
import { sentence } from '../../net/command.ts';

type What = TeachAction['do'];

/** These say it where they were asked. */
const AT_PLACE: readonly What[] = ['plan', 'rename', 'real'];

/** Why something wasn't done: the words for it, else for its errno, else what the server said. */
export function whyNot(what: What, reply: Reply | null): string {
  if (reply === null) return t('class:refused.line');
  if (reply.ok) return '';
  const { errno, refused: said } = reply;
  for (const key of [`class:refused.${what}.${errno}`, `class:refused.${errno}`]) if (has(key)) return t(key);
  return t('class:refused.other', { sentence: sentence(errno), said });
}

export function Refusals() {
  const now = refused.value;
  const told = now !== null && !AT_PLACE.includes(now.what);
  return (
    <div role="status" class="class-refused" data-testid="class-refusal">
      {told && <p class="notice">{whyNot(now.what, now.reply)}</p>}
    </div>
  );
}
