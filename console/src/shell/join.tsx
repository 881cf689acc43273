import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answer, api } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { me, ROLE_WORDS } from '../api/session.ts';
import { Loaded, Trouble } from '../parts/page.tsx';
import { Door, fieldsOf } from './door.tsx';

/** A one-time link: name and password, and then one is signed in to set up the second factor. */
export function Join() {
  const [token] = useState(() => window.location.hash.slice(1));
  const client = useQueryClient();
  const navigate = useNavigate();
  const invitation = useQuery({
    queryKey: ['invitation', token],
    retry: false,
    queryFn: () => answer(api.POST('/api/staff/invitations/open', { body: { token } })),
  });
  const join = useMutation({
    async mutationFn(typed: Record<string, string>) {
      const { name = '', password = '', email } = typed;
      const body = { token, name, password, ...(email && { email }) };
      const joined = await answer(api.POST('/api/staff/invitations/accept', { body }));
      await answer(api.POST('/api/staff/auth/sign-in/email', { body: { email: joined.email, password } }));
    },
    async onSuccess() {
      // The link is spent; it need not stay in the history of this browser.
      await navigate({ to: '/', replace: true });
      await client.invalidateQueries({ queryKey: me.queryKey });
    },
  });
  const wrong = join.error ? asProblem(join.error).fields : {};
  return (
    <Door title={invitation.data?.again ? 'Begin anew' : 'Welcome'}>
      <Loaded from={invitation} what="your invitation">
        {({ role, email }) => (
          <form onSubmit={(event) => join.mutate(fieldsOf(event))}>
            <p>
              You come in as <strong>{ROLE_WORDS[role].word}</strong>: {ROLE_WORDS[role].means}.
            </p>
            <Trouble with={join.error} />
            <TextInput name="name" label="Your name" autoComplete="name" required error={wrong.name} />
            {email === null ? (
              <TextInput
                name="email"
                type="email"
                label="Your e-mail address"
                description="You sign in with it"
                autoComplete="username"
                required
                error={wrong.email}
              />
            ) : (
              <TextInput label="Your e-mail address" value={email} readOnly autoComplete="username" />
            )}
            <PasswordInput
              name="password"
              label="Choose a password"
              description="At least 12 characters. A sentence is easier to remember than a riddle"
              autoComplete="new-password"
              required
              error={wrong.password}
              aria-invalid={wrong.password ? true : undefined}
            />
            <Button type="submit" loading={join.isPending}>
              Go on
            </Button>
          </form>
        )}
      </Loaded>
    </Door>
  );
}
