import { Button, Checkbox, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { encode } from 'uqr';
import { answer, api } from '../api/client.ts';
import { type Me, me } from '../api/session.ts';
import { save } from '../parts/csv.ts';
import { Trouble } from '../parts/page.tsx';
import { Door, fieldsOf } from './door.tsx';

type Factor = { uri: string; backupCodes: string[] };

/** Nothing is open without a second factor: scan, keep the backup codes, say the first code. */
export function SetUp({ of }: { of: Me }) {
  const client = useQueryClient();
  const [factor, setFactor] = useState<Factor | null>(null);
  const [kept, setKept] = useState(false);
  const begin = useMutation({
    mutationFn: (typed: Record<string, string>) =>
      answer(api.POST('/api/staff/auth/two-factor/enable', { body: { password: typed.password ?? '' } })),
    onSuccess: setFactor,
  });
  const finish = useMutation({
    mutationFn: (typed: Record<string, string>) =>
      answer(api.POST('/api/staff/auth/two-factor/verify-totp', { body: { code: typed.code ?? '' } })),
    onSuccess: () => client.invalidateQueries({ queryKey: me.queryKey }),
  });

  if (!factor)
    return (
      <Door title="Set up your second factor">
        <p>
          Whoever finds your password still must not come in. You need an authenticator app on your phone; any
          will do.
        </p>
        <form key="begin" onSubmit={(event) => begin.mutate(fieldsOf(event))}>
          <Trouble with={begin.error} />
          <input type="hidden" name="username" autoComplete="username" value={of.email} readOnly />
          <PasswordInput
            name="password"
            label="Your password once more"
            autoComplete="current-password"
            required
          />
          <Button type="submit" loading={begin.isPending}>
            Go on
          </Button>
        </form>
      </Door>
    );
  const secret = new URL(factor.uri).searchParams.get('secret') ?? '';
  return (
    <Door title="Scan this with your app">
      <Picture of={factor.uri} />
      <p className="small">
        No camera? Type this into the app: <code className="mono">{secret}</code>
      </p>
      <h2>Backup codes</h2>
      <p>Each signs you in once without the phone. They are shown this once.</p>
      <ul className="codes">
        {factor.backupCodes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button
        variant="default"
        size="xs"
        onClick={() => save('kept-backup-codes.txt', 'text/plain', `${factor.backupCodes.join('\n')}\n`)}
      >
        Save them as a file
      </Button>
      <form key="finish" onSubmit={(event) => finish.mutate(fieldsOf(event))}>
        <h2>The first code</h2>
        <Trouble with={finish.error} />
        <Checkbox
          label="I have kept the backup codes"
          checked={kept}
          onChange={(event) => setKept(event.currentTarget.checked)}
        />
        <TextInput
          name="code"
          label="Code"
          description="The six digits that the app shows now"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
        />
        <Button type="submit" disabled={!kept} loading={finish.isPending}>
          Finish and go in
        </Button>
      </form>
    </Door>
  );
}

/** Drawn here: the secret in it goes to nobody. */
function Picture({ of }: { of: string }) {
  const { data, size } = encode(of, { border: 0 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label="QR code for your authenticator app"
    >
      <path d={path} fill="#000000" shapeRendering="crispEdges" />
    </svg>
  );
}
