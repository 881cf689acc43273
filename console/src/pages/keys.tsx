import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { type Scope, useMay } from '../api/session.ts';
import { sayMoment } from '../parts/dates.ts';
import { Loaded, Page, Trouble } from '../parts/page.tsx';
import { Mark } from '../parts/state.tsx';
import { Sure } from '../parts/sure.tsx';
import { Table } from '../parts/table.tsx';

const SCOPES: readonly Scope[] = [
  'decisions',
  'events',
  'people',
  'permissions',
  'mailings',
  'requests',
  'collection',
  'retention',
  'disclosures',
  'attestations',
  'mail',
  'outbox',
  'board',
  'ledger',
  'metrics',
  'fire-roll',
  'keys',
  'staff',
];

/** Keys by which connected systems speak to Kept: each may do no more than it needs. */
export function Keys() {
  const may = useMay();
  const client = useQueryClient();
  const keys = useQuery({ queryKey: ['keys'], queryFn: () => answer(api.GET('/api/keys')) });
  const revoke = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/api/keys/{id}', { params: { path: { id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['keys'] }),
  });
  return (
    <Page title="API keys" lede="One for each connected system, with no more scopes than it needs.">
      <Trouble with={revoke.error} />
      <Loaded from={keys} what="the keys">
        {({ keys: rows }) => (
          <Table
            caption="API keys"
            rows={rows}
            keyOf={(one) => one.id}
            empty="There is no key yet."
            columns={[
              {
                head: 'State',
                value: (one) => (one.revoked ? 'revoked' : 'in use'),
                show: (one) => (one.revoked ? <Mark as="off">revoked</Mark> : <Mark as="good">in use</Mark>),
              },
              { head: 'For', value: (one) => one.name },
              { head: 'May', value: (one) => one.scopes.join(', '), wide: true },
              { head: 'Made', value: (one) => one.made, show: (one) => sayMoment(one.made) },
              {
                head: 'Last used',
                value: (one) => one.used ?? '',
                show: (one) => (one.used ? sayMoment(one.used) : 'never'),
              },
              {
                head: 'End',
                value: () => '',
                show: (one) =>
                  one.revoked || !may('keys', true) ? (
                    ''
                  ) : (
                    <Sure
                      button="Revoke"
                      title={`Revoke the key of ${one.name}?`}
                      says="From that moment the system that uses it is refused. This cannot be taken back."
                      busy={revoke.isPending}
                      onSure={() => revoke.mutate(one.id)}
                    />
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      {may('keys', true) && <Make />}
    </Page>
  );
}

function Make() {
  const client = useQueryClient();
  const [scopes, setScopes] = useState<Scope[]>([]);
  const [name, setName] = useState('');
  const make = useMutation({
    mutationFn: () => answer(api.POST('/api/keys', { body: { name, scopes } })),
    onSuccess: () => {
      setScopes([]);
      setName('');
      return client.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  const wrong = make.error ? asProblem(make.error).fields : {};
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <h2>Make a key</h2>
      <Trouble with={make.error} />
      {make.data && (
        <div className="said" role="status" style={{ marginBottom: '1rem', maxWidth: '44rem' }}>
          <strong>The key, this once:</strong> <code data-key="">{make.data.key}</code>
          <br />
          Put it where that system keeps its secrets. It cannot be shown again.
        </div>
      )}
      <div className="field">
        <TextInput
          label="Which system is it for?"
          required
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={wrong.name}
        />
      </div>
      <Checkbox.Group
        label="What may it do?"
        value={scopes}
        onChange={(value) => setScopes(value as Scope[])}
        error={wrong.scopes}
      >
        <div className="fields" style={{ marginTop: '0.5rem' }}>
          {SCOPES.map((scope) => (
            <Checkbox key={scope} value={scope} label={scope} />
          ))}
        </div>
      </Checkbox.Group>
      <Button type="submit" disabled={scopes.length === 0} loading={make.isPending}>
        Make the key
      </Button>
    </form>
  );
}
