// Restores the backup that it is told of, and says so when it begins to load: for a test that kills it there.
import { readBackup } from '../backup-file.ts';
import { loadBackup } from '../restore.ts';
import { TEST_START } from '../testing.ts';

const { address, file } = JSON.parse(process.argv[2] ?? '{}');
let said = false;
await loadBackup(address, await readBackup(file), {
  now: TEST_START,
  onProgress: ({ rows }) => {
    if (said || rows === 0) return;
    said = true;
    process.stdout.write('loading\n');
  },
});
process.stdout.write('loaded\n');
