import type { House } from '../../procedures/index.ts';
import type { Change } from '../../systems/index.ts';
import { EXIT, type Exit, print, printJson } from './command.ts';

/** Shows what would be done for a request, and does it once it was approved by the hash that was shown. */
export async function runFromTerminal(
  house: House,
  id: string,
  options: { approve?: string; json?: boolean; change?: Readonly<Record<string, string | boolean>> },
): Promise<Exit> {
  const { approveRequestPlan, carryOutRequests, planRequest, requestPlan } = await import(
    '../../procedures/index.ts'
  );
  const { planSaid } = await import('../http/api-requests-plan-words.ts');
  if (options.approve) {
    await approveRequestPlan(house, id, { hash: options.approve, by: 'terminal' });
    await carryOutRequests(house, { again: true });
  } else {
    const before = await requestPlan(house, id);
    if (!before || before.approved_at === null || before.state === 'closed')
      await planRequest(house, id, { by: 'terminal', changes: changesIn(options.change ?? {}) });
    else await carryOutRequests(house, { again: true });
  }
  const seen = await requestPlan(house, id);
  if (!seen) return EXIT.no;
  const said = planSaid(seen);
  if (options.json) printJson(said);
  else {
    const lines = said.items.map(
      ({ number, system, table, act, count, because, until, who, due, doneBy }) =>
        `  ${act === 'task' ? `task ${number}` : act}`.padEnd(12) +
        `${system}${table ? `.${table}` : ''}`.padEnd(34) +
        ` ${act === 'task' ? `${who ?? 'somebody'} by ${due ?? 'soon'}${doneBy ? ', signed' : ''}` : String(count)}  ${because}${until ? ` (until ${until})` : ''}`,
    );
    const waits = said.systems.flatMap(({ system, because }) =>
      because ? [`  ${system} waits: ${because}`] : [],
    );
    print(
      [
        `Plan ${said.id}: ${said.intent}, ${said.state}`,
        ...(lines.length > 0 ? lines : ['  Nothing is held.']),
        ...waits,
        '',
        ...(said.approved
          ? []
          : [
              said.state === 'blocked'
                ? 'Next: change the map in systems/, start again, and plan again'
                : `Next: kept request run ${id} --approve ${said.hash}`,
            ]),
      ].join('\n'),
    );
  }
  return ['blocked', 'left', 'waiting'].includes(said.state) ? EXIT.no : EXIT.fine;
}

/** One correction, as it was typed; none where nothing was. */
function changesIn({ what, was, becomes }: Readonly<Record<string, string | boolean>>): Change[] {
  if (typeof what !== 'string' || typeof becomes !== 'string') return [];
  return [{ what, becomes, ...(typeof was === 'string' && { was }) }];
}
