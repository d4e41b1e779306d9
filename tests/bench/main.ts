/** `npm run bench -- [balance|tick]`: figures, each against a baseline in the same run. Without a name, all of them. */
import { report as balance } from './balance.ts';
import { report as tick } from './tick.ts';

const BENCHES: { [name: string]: () => void } = { balance, tick };

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  console.error(`bench: no bench "${unknown}"; there are ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHES)) BENCHES[name]();
