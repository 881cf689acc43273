import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../api/client.ts';
import { type Medium, plain, type Rules, rulesQuery } from '../api/retention.ts';
import { useMay } from '../api/session.ts';
import { sayDay, sayLeft, today } from '../parts/dates.ts';
import { Destructions } from '../parts/destructions.tsx';
import { Loaded, Page, Trouble } from '../parts/page.tsx';
import { RetentionTabs } from '../parts/retention-tabs.tsx';
import { Mark } from '../parts/state.tsx';
import { Table } from '../parts/table.tsx';
import { fieldsOf } from '../shell/door.tsx';

const KINDS = ['disk', 'laptop', 'phone', 'tape', 'removable', 'paper', 'other'] as const;

/** Disks, tapes and paper, from the shelf to the certificate of who destroyed them. */
export function Media() {
  const may = useMay()('retention', true);
  const media = useQuery({
    queryKey: ['retention', 'media'],
    queryFn: () => answer(api.GET('/api/retention/media')),
  });
  const rules = useQuery(rulesQuery);
  return (
    <Page
      title="Disks and paper"
      lede="What is carried away to be destroyed, and the certificate that ends it."
    >
      <RetentionTabs />
      <Loaded from={rules} what="the rules">
        {(known) => {
          const theirs = known.rules.filter(({ destroyer }) => destroyer !== null);
          if (theirs.length === 0)
            return (
              <p className="note">
                The policy has no rule with “certificate: destroyer”. With one, disks and paper are registered
                here.
              </p>
            );
          return (
            <Loaded from={media} what="the media">
              {({ media: rows }) => (
                <>
                  <OnTheWay rows={rows} rules={theirs} may={may} />
                  <Destructions media={rows} rules={theirs} may={may} />
                  {may && <Register rules={theirs} />}
                </>
              )}
            </Loaded>
          );
        }}
      </Loaded>
    </Page>
  );
}

function OnTheWay({ rows, rules, may }: { rows: readonly Medium[]; rules: Rules['rules']; may: boolean }) {
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: ['retention'] });
  const [chosen, setChosen] = useState<string[]>([]);
  const retire = useMutation({
    mutationFn: async (ids: string[]) => {
      for (const id of ids)
        await answer(
          api.POST('/api/retention/media/{id}/retirement', { params: { path: { id } }, body: {} }),
        );
    },
    onSettled: again,
    onSuccess: () => setChosen([]),
  });
  const picked = rows.filter(({ id }) => chosen.includes(id));
  const destroyer = rules.find(({ name }) => name === (picked[0]?.rule ?? rules[0]?.name))?.destroyer;
  const hand = useMutation({
    mutationFn: (ids: string[]) =>
      answer(api.POST('/api/retention/handovers', { body: { media: ids, to: destroyer?.name ?? '' } })),
    onSuccess: () => {
      setChosen([]);
      return again();
    },
  });
  return (
    <>
      <Trouble with={retire.error ?? hand.error} />
      <Checkbox.Group aria-label="Media" value={chosen} onChange={setChosen}>
        <Table
          caption="Media"
          rows={rows}
          keyOf={(one) => one.id}
          empty="Nothing is registered yet."
          columns={[
            {
              head: 'What',
              wide: true,
              value: (one) => one.label,
              show: (one) => (
                <>
                  {may && (one.state === 'in-use' || one.state === 'retired') ? (
                    <Checkbox value={one.id} label={one.label} />
                  ) : (
                    one.label
                  )}
                  <span className="why">
                    {one.kind}, number {one.serial ?? 'unknown'}
                  </span>
                </>
              ),
            },
            { head: 'State', value: (one) => plain(one.state), show: (one) => <State of={one} /> },
            {
              head: 'Next step by',
              value: (one) => one.due ?? '',
              show: (one) =>
                one.due ? (
                  <span className="nowrap">{`${sayDay(one.due)}, ${sayLeft(today(), one.due)}`}</span>
                ) : (
                  '–'
                ),
            },
            { head: 'Certificate', value: (one) => one.certificate ?? '–' },
          ]}
        />
      </Checkbox.Group>
      {may && rows.some(({ state }) => state === 'in-use' || state === 'retired') && (
        <>
          <p className="small">
            Choose some above. They go to {destroyer?.says ?? 'the destroyer'}, and to nobody else.
          </p>
          <div className="actions">
            <Button
              variant="default"
              disabled={picked.length === 0 || picked.some(({ state }) => state !== 'in-use')}
              loading={retire.isPending}
              onClick={() => retire.mutate(chosen)}
            >
              Take out of use
            </Button>
            <Button
              variant="default"
              disabled={picked.length === 0 || picked.some(({ state }) => state !== 'retired')}
              loading={hand.isPending}
              onClick={() => hand.mutate(chosen)}
            >
              Handed over
            </Button>
          </div>
        </>
      )}
    </>
  );
}

function State({ of: { state, late } }: { of: Medium }) {
  if (state === 'destroyed') return <Mark as="good">destroyed</Mark>;
  if (late) return <Mark as="bad">{state === 'retired' ? 'still here' : 'no certificate'}</Mark>;
  if (state === 'in-use') return <Mark as="off">in use</Mark>;
  return <Mark as="wait">{state === 'retired' ? 'out of use' : 'with the destroyer'}</Mark>;
}

function Register({ rules }: { rules: Rules['rules'] }) {
  const client = useQueryClient();
  const register = useMutation({
    mutationFn: ({ label = '', serial = '', kind, rule = '' }: Record<string, string>) =>
      answer(
        api.POST('/api/retention/media', {
          body: { label, serial, kind: kind as (typeof KINDS)[number], rule: rule || (rules[0]?.name ?? '') },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['retention'] }),
  });
  return (
    <form key={register.data?.id ?? 'new'} onSubmit={(event) => register.mutate(fieldsOf(event))}>
      <h2>Register one</h2>
      <Trouble with={register.error} />
      <div className="fields">
        <TextInput name="label" label="What we call it" description="An asset number" required />
        <TextInput
          name="serial"
          label="Its own number"
          description="As a certificate will name it"
          required
        />
        <NativeSelect
          name="kind"
          label="Kind"
          required
          defaultValue=""
          data={[
            { value: '', label: 'Choose', disabled: true },
            ...KINDS.map((value) => ({ value, label: value })),
          ]}
        />
        {rules.length > 1 && (
          <NativeSelect
            name="rule"
            label="Under"
            data={rules.map(({ name, says }) => ({ value: name, label: says }))}
          />
        )}
      </div>
      <Button type="submit" variant="default" loading={register.isPending}>
        Register
      </Button>
    </form>
  );
}
