import { Command } from 'commander';
import { backup } from './backup.ts';
import { board } from './board.ts';
import { callList } from './call-list.ts';
import { check } from './check.ts';
import { commandOf, tellFault } from './command.ts';
import { compare } from './compare.ts';
import { exporting } from './export.ts';
import { init } from './init.ts';
import { key } from './key.ts';
import { keystore } from './keystore.ts';
import { links } from './links.ts';
import { notice } from './notice.ts';
import { permit } from './permit.ts';
import { prove } from './prove.ts';
import { request } from './request.ts';
import { restore } from './restore.ts';
import { retention } from './retention.ts';
import { scan } from './scan.ts';
import { schema } from './schema.ts';
import { staff } from './staff.ts';
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
// In the order in which somebody meets them.
const commands = [
  commandOf(init),
  commandOf(check),
  commandOf(compare),
  commandOf(prove),
  commandOf(notice),
  commandOf(scan),
  commandOf(up),
  commandOf(board),
  commandOf(links),
  commandOf(request),
  commandOf(permit),
  commandOf(callList),
  commandOf(retention),
  commandOf(verify),
  commandOf(exporting),
  commandOf(backup),
  commandOf(restore),
  commandOf(keystore),
  commandOf(key),
  commandOf(staff),
  commandOf(schema),
];
for (const command of commands) kept.addCommand(command);

// A reader that has seen enough (`| head`) is no fault of ours.
process.stdout.on('error', (fault: NodeJS.ErrnoException) =>
  process.exit(fault.code === 'EPIPE' ? process.exitCode : 3),
);

try {
  await kept.parseAsync();
} catch (thrown) {
  process.exitCode = tellFault(thrown);
}
