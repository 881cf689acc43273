import { Command } from 'commander';
import { board } from './board.ts';
import { check } from './check.ts';
import { commandOf, tellFault } from './command.ts';
import { key } from './key.ts';
import { notice } from './notice.ts';
import { prove } from './prove.ts';
import { up } from './up.ts';
import { verify } from './verify.ts';

const kept = new Command('kept')
  .description(
    'A privacy policy that runs: declare, check, prove, publish, enforce, and see every promise’s live state.',
  )
  .version('0.1.0')
  .exitOverride()
  .addHelpText(
    'after',
    '\nStart here:\n  kept check examples/outserve\n  kept prove examples/outserve\n  kept up --policy examples/outserve',
  );
for (const command of [
  commandOf(check),
  commandOf(notice),
  commandOf(prove),
  commandOf(up),
  commandOf(board),
  commandOf(verify),
  commandOf(key),
])
  kept.addCommand(command);

try {
  await kept.parseAsync();
} catch (thrown) {
  process.exitCode = tellFault(thrown);
}
