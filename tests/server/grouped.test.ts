/** Grouped work: as few runs as will do, and nobody is told before what they asked for is done. */
import { expect, it } from 'vitest';
import { Grouped } from '../../server/store/grouped.ts';

function work() {
  const ends: ((error?: Error) => void)[] = [];
  const group = new Grouped(
    () =>
      new Promise((resolve, reject) => {
        ends.push((error) => (error === undefined ? resolve() : reject(error)));
      }),
  );
  return { group, ends };
}

it('many who ask during a run share the next', async () => {
  const { group, ends } = work();
  const first = group.run();
  const others = [group.run(), group.run(), group.run()];
  expect(ends).toHaveLength(1);
  ends[0]!();
  await first;
  await new Promise(setImmediate);
  expect(ends).toHaveLength(2);
  let told = false;
  void others[2]!.then(() => {
    told = true;
  });
  await new Promise(setImmediate);
  expect(told, 'not before the second is done').toBe(false);
  ends[1]!();
  await Promise.all(others);
  expect(ends).toHaveLength(2);
});

it('a run that fails is told to its own, and the next runs all the same', async () => {
  const { group, ends } = work();
  const first = group.run();
  const second = group.run();
  ends[0]!(new Error('full'));
  await expect(first).rejects.toThrow('full');
  await new Promise(setImmediate);
  ends[1]!();
  await second;
});
