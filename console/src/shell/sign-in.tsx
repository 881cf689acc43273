import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { me } from '../api/session.ts';
import { Trouble } from '../parts/page.tsx';
import { Door, fieldsOf } from './door.tsx';

/** A password, then a code: nothing is open before both. */
export function SignIn() {
  const client = useQueryClient();
  const [step, setStep] = useState<'password' | 'app' | 'backup'>('password');
  const enter = () => client.invalidateQueries({ queryKey: me.queryKey });
  const password = useMutation({
    mutationFn: (typed: Record<string, string>) =>
      answer(
        api.POST('/api/staff/auth/sign-in/email', {
          body: { email: typed.email ?? '', password: typed.password ?? '' },
        }),
      ),
    onSuccess: ({ next }) => (next === 'second-factor' ? setStep('app') : enter()),
  });
  const code = useMutation({
    mutationFn: (typed: Record<string, string>) => {
      const body = { code: typed.code ?? '' };
      return answer(
        step === 'app'
          ? api.POST('/api/staff/auth/two-factor/verify-totp', { body })
          : api.POST('/api/staff/auth/two-factor/verify-backup-code', { body }),
      );
    },
    onSuccess: enter,
    onError: (thrown) => asProblem(thrown).code === 'staff.signed-out' && setStep('password'),
  });

  if (step === 'password')
    return (
      <Door title="Sign in">
        <form key="password" onSubmit={(event) => password.mutate(fieldsOf(event))}>
          <Trouble with={password.error ?? code.error} />
          <TextInput name="email" type="email" label="E-mail address" autoComplete="username" required />
          <PasswordInput name="password" label="Password" autoComplete="current-password" required />
          <Button type="submit" loading={password.isPending}>
            Go on
          </Button>
        </form>
        <p className="small quiet">
          Password or phone lost? An owner can let you begin anew: Staff, then “Begin anew”.
        </p>
      </Door>
    );
  return (
    <Door title={step === 'app' ? 'The code of your app' : 'A backup code'}>
      <form key={step} onSubmit={(event) => code.mutate(fieldsOf(event))}>
        <Trouble with={code.error} />
        {step === 'app' ? (
          <TextInput
            name="code"
            label="Code"
            description="The six digits that your authenticator app shows now"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
          />
        ) : (
          <TextInput
            name="code"
            label="Backup code"
            description="One of the list that you kept. Each works once"
            autoComplete="off"
            required
          />
        )}
        <div className="actions">
          <Button type="submit" loading={code.isPending}>
            Sign in
          </Button>
          <Button variant="subtle" onClick={() => setStep(step === 'app' ? 'backup' : 'app')}>
            {step === 'app' ? 'Use a backup code' : 'Use the app'}
          </Button>
        </div>
      </form>
    </Door>
  );
}
