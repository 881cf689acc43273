import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { logLine } from '../log.ts';

test('an unlisted field never reaches a log line, whatever it is called', () => {
  const sneaky = {
    room: 'requests',
    status: 200,
    email: 'ada@people.example',
    person: '0193…',
    ip: '192.0.2.1',
    body: { name: 'Ada' },
    room2: 'x',
  };

  expect(logLine('request.opened', sneaky)).toEqual({
    event: 'request.opened',
    room: 'requests',
    status: 200,
  });
  expect(logLine('nothing')).toEqual({ event: 'nothing' });
});

test('what is written is one JSON object a line on standard error, with a moment, a level and listed fields only', () => {
  const script = `import { createLog } from ${JSON.stringify(join(import.meta.dirname, '../log.ts'))};
    const log = createLog('info');
    log('job.done', { job: 'nightly', count: 3, email: 'ada@people.example' });
    log('http.fault', { room: 'http', stack: 'Error: a fault' });`;
  const both = `${JSON.stringify(process.execPath)} --input-type=module -e "$SCRIPT" 2>&1 >/dev/null`;
  const written = execFileSync('sh', ['-c', both], {
    env: { ...process.env, SCRIPT: script },
    encoding: 'utf8',
  });

  const lines = written
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ time: _time, ...line }) => line)).toEqual([
    { level: 30, event: 'job.done', job: 'nightly', count: 3 },
    { level: 50, event: 'http.fault', room: 'http', stack: 'Error: a fault' },
  ]);
  for (const { time } of lines) expect(time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});
