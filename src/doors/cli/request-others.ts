import type { House } from '../../procedures/index.ts';
import { EXIT, type Exit, print, printJson } from './command.ts';

/** Whom else a copy names, and who of them is taken out of it. */
export async function othersFromTerminal(
  house: House,
  id: string,
  options: { remove?: string[]; keepAll?: boolean; json?: boolean },
): Promise<Exit> {
  const { othersNamed, removeOthers } = await import('../../procedures/index.ts');
  if (options.remove || options.keepAll)
    await removeOthers(house, id, { values: options.remove ?? [], by: 'terminal' });
  const { candidates, more } = await othersNamed(house, id, { by: 'terminal' });
  if (options.json) printJson({ candidates, more });
  else if (candidates.length === 0) print('Nobody else is named, as far as software can tell.');
  else
    print(
      [
        ...candidates.map(
          ({ kind, value, count, seen, removed }) =>
            `${removed ? 'out ' : 'in  '} ${kind.padEnd(6)} ${value.padEnd(32)} ${count} times  ${seen}`,
        ),
        ...(more ? ['There are more than anybody would read: look at the tables themselves.'] : []),
        '',
        `Next: kept request others ${id} --remove ${candidates[0] ? JSON.stringify(candidates[0].value) : '…'}`,
      ].join('\n'),
    );
  return EXIT.fine;
}
