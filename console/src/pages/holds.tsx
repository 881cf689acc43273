import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { type Hold, many, plain, type Rules, rulesQuery } from '../api/retention.ts';
import { useMay } from '../api/session.ts';
import { sayDay, today } from '../parts/dates.ts';
import { Loaded, Page, Trouble } from '../parts/page.tsx';
import { RetentionTabs } from '../parts/retention-tabs.tsx';
import { Mark } from '../parts/state.tsx';
import { Sure } from '../parts/sure.tsx';
import { Table } from '../parts/table.tsx';
import { fieldsOf } from '../shell/door.tsx';

const KINDS = ['legal-claim', 'legal-duty', 'request', 'incident', 'authority', 'safety'] as const;

/** What suspends deletion: why, whose and which data, who answers for it, and when somebody looks again. */
export function Holds() {
  const may = useMay()('retention', true);
  const holds = useQuery({ queryKey: ['holds'], queryFn: () => answer(api.GET('/api/retention/holds')) });
  const rules = useQuery(rulesQuery);
  return (
    <Page title="Holds" lede="What is kept past its day, why, and until when somebody looks again.">
      <RetentionTabs />
      <Loaded from={holds} what="the holds">
        {({ holds: rows }) => <Standing rows={rows} may={may} />}
      </Loaded>
      {may && (
        <Loaded from={rules} what="what can be held">
          {(known) => <Place known={known} />}
        </Loaded>
      )}
    </Page>
  );
}

function Standing({ rows, may }: { rows: readonly Hold[]; may: boolean }) {
  const client = useQueryClient();
  const again = () => client.invalidateQueries();
  const lift = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/api/retention/holds/{id}', { params: { path: { id } } })),
    onSuccess: again,
  });
  const renew = useMutation({
    mutationFn: ({ id = '', reviewOn = '' }: Record<string, string>) =>
      answer(api.POST('/api/retention/holds/{id}/review', { params: { path: { id } }, body: { reviewOn } })),
    onSuccess: again,
  });
  return (
    <>
      <Trouble with={lift.error ?? renew.error} />
      <Table
        caption="Holds"
        rows={rows}
        keyOf={(one) => one.id}
        empty="Nothing is held back."
        columns={[
          {
            head: 'Look again',
            value: (one) => one.review_on,
            show: (one) => (
              <>
                {one.review_on < today() ? <Mark as="bad">late</Mark> : <Mark as="wait">stands</Mark>}
                <span className="why nowrap">{sayDay(one.review_on)}</span>
              </>
            ),
          },
          {
            head: 'Why',
            wide: true,
            value: (one) => one.because,
            show: (one) => (
              <>
                {one.because}
                <span className="why">
                  {plain(one.kind)}; the {plain(one.owner)} answers for it
                </span>
              </>
            ),
          },
          {
            head: 'Whose',
            value: (one) => (one.points.length > 0 ? one.points.map(plain).join(', ') : one.people),
            show: (one) =>
              one.points.length > 0
                ? `everybody at ${one.points.map(plain).join(', ')}`
                : many(one.people, 'person').replace('persons', 'people'),
          },
          { head: 'Data', value: (one) => one.data.map(plain).join(', ') || 'all' },
          {
            head: 'End',
            value: () => '',
            show: (one) =>
              may ? (
                <Sure
                  button="Lift"
                  title="Lift this hold?"
                  says="What it keeps past its day goes with the next night. This cannot be taken back."
                  busy={lift.isPending}
                  onSure={() => lift.mutate(one.id)}
                />
              ) : (
                ''
              ),
          },
        ]}
      />
      {may && rows.length > 0 && (
        <form onSubmit={(event) => renew.mutate(fieldsOf(event))}>
          <h2>It has to stand on</h2>
          <div className="fields">
            <NativeSelect
              name="id"
              label="Which hold"
              required
              defaultValue=""
              data={[
                { value: '', label: 'Choose', disabled: true },
                ...rows.map(({ id, because }) => ({ value: id, label: because.slice(0, 60) })),
              ]}
            />
            <TextInput type="date" name="reviewOn" label="Look again on" required />
          </div>
          <Button type="submit" variant="default" loading={renew.isPending}>
            It was looked at
          </Button>
        </form>
      )}
    </>
  );
}

const empty = { value: '', label: 'Choose', disabled: true };

function Place({ known }: { known: Rules }) {
  const client = useQueryClient();
  const [data, setData] = useState<string[]>([]);
  const [points, setPoints] = useState<string[]>([]);
  const place = useMutation({
    mutationFn: ({
      kind,
      because = '',
      owner = '',
      reviewOn = '',
      whose = '',
      toldOn,
      how = '',
    }: Record<string, string>) => {
      const identities = whose
        .split(/[\s,;]+/)
        .filter(Boolean)
        .map((value) => ({ kind: value.includes('@') ? ('email' as const) : ('phone' as const), value }));
      return answer(
        api.POST('/api/retention/holds', {
          body: {
            kind: kind as (typeof KINDS)[number],
            because,
            owner,
            reviewOn,
            data,
            points,
            people: [],
            ...(identities.length > 0 && { identities }),
            ...(toldOn && { client: { toldOn, how } }),
          },
        }),
      );
    },
    onSuccess: () => {
      setData([]);
      setPoints([]);
      return client.invalidateQueries();
    },
  });
  const wrong = place.error ? asProblem(place.error).fields : {};
  return (
    <form
      key={place.data?.id ?? 'new'}
      onSubmit={(event) => {
        place.mutate(fieldsOf(event));
      }}
    >
      <h2>Hold something back</h2>
      <Trouble with={place.error} />
      {place.data && (
        <p className="said" role="status">
          It stands from now on, for {many(place.data.people, 'person').replace('persons', 'people')}. What
          was announced of it no longer goes.
        </p>
      )}
      <div className="fields">
        <NativeSelect
          name="kind"
          label="Kind"
          required
          defaultValue=""
          data={[empty, ...KINDS.map((value) => ({ value, label: plain(value) }))]}
        />
        <NativeSelect
          name="owner"
          label="Who answers for it"
          required
          defaultValue=""
          data={[empty, ...known.officers.map(({ name }) => ({ value: name, label: plain(name) }))]}
        />
        <TextInput type="date" name="reviewOn" label="Look again on" required error={wrong.reviewOn} />
      </div>
      <div className="field">
        <Textarea
          name="because"
          label="Why"
          description="In words, without a name"
          required
          minLength={10}
          autosize
          error={wrong.because}
        />
      </div>
      <div className="field">
        <TextInput
          name="whose"
          label="Whose data"
          description="Addresses or numbers, with spaces between. Or everybody’s at a collection point, below"
          autoComplete="off"
          error={wrong.identities}
        />
      </div>
      <details>
        <summary>It holds what we keep for a client</summary>
        <p>Tell the client first which data stays, why, and when you look again.</p>
        <div className="fields">
          <TextInput
            type="date"
            name="toldOn"
            label="The client was told on"
            error={wrong['client.toldOn']}
          />
          <TextInput
            name="how"
            label="How the client was told"
            autoComplete="off"
            error={wrong['client.how']}
          />
        </div>
      </details>
      <details>
        <summary>Only some data, or everybody at a collection point</summary>
        <Checkbox.Group label="Only these kinds of data (none: all)" value={data} onChange={setData}>
          <div className="fields choices">
            {known.data.map(({ name }) => (
              <Checkbox key={name} value={name} label={plain(name)} />
            ))}
          </div>
        </Checkbox.Group>
        <Checkbox.Group label="Everybody’s that came in at" value={points} onChange={setPoints}>
          <div className="fields choices">
            {known.points.map(({ name }) => (
              <Checkbox key={name} value={name} label={plain(name)} />
            ))}
          </div>
        </Checkbox.Group>
      </details>
      <Button type="submit" loading={place.isPending}>
        Hold it
      </Button>
    </form>
  );
}
