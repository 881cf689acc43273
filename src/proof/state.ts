import { faultOf } from '../base/index.ts';
import { broken, type Live, type State } from '../controls/index.ts';
import type { Keeper } from './keepers.ts';

/** SQLSTATE classes of data that is not what it says it is and of tables that are not as this release reads them, and what our own code throws. */
const UNREADABLE = /^(2[12]...|42...|TypeError|RangeError|SyntaxError|ZodError)$/;

/**
 * A control's state, as its facts show it. Facts that nobody can read show nothing good, and take nothing else with them: the
 * other promises have their own. Null: nobody could look now, the database was away or busy.
 */
export async function stateOf(live: Live, { control, bound }: Keeper): Promise<State | null> {
  try {
    return await control.state(live, bound);
  } catch (thrown) {
    // Its message may quote what stands in the database, and that may be somebody's.
    const { code } = faultOf(thrown);
    return UNREADABLE.test(code)
      ? broken({ because: `What it rests on cannot be read (${code}): somebody has to look at it.` })
      : null;
  }
}
