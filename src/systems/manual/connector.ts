import type { Connector } from '../connector.ts';
import { type ManualPlace, taskSays } from './task.rules.ts';

/** A filing cabinet, a supplier by e-mail: whatever is asked of it, a person does, by a day, and signs for it. */
export const manualConnector = (place: ManualPlace): Connector => ({
  describe: () => ({
    name: place.name,
    kind: 'manual',
    can: { find: false, read: false, change: false, erase: false, verify: false },
    byHand: { who: place.who, days: place.days, says: (intent) => taskSays(place, intent) },
  }),
  async *find() {},
  async *read() {},
  async *plan() {},
  // Nothing is written here, so nothing may look as if it had been.
  apply: async (steps) => steps.map(({ id }) => ({ id, written: 0 })),
  verify: async () => [],
  close: async () => {},
});
