/** Stands in for the tests of classes on PostgreSQL, so that they aren't left out in silence. */
import { test } from 'vitest';

test.skip('the tests of classes on PostgreSQL: none on this machine, not run', () => {});
