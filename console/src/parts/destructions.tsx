import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { type Destruction, type Medium, plain, type Rules } from '../api/retention.ts';
import { fieldsOf } from '../shell/door.tsx';
import { sayDay } from './dates.ts';
import { Loaded, Trouble } from './page.tsx';
import { Mark } from './state.tsx';
import { Table } from './table.tsx';

type Known = { media: readonly Medium[]; rules: Rules['rules']; may: boolean };

/** The destroyer's certificates: those that came, what on them fits nothing, and the next one. */
export function Destructions({ media, rules, may }: Known) {
  const found = useQuery({
    queryKey: ['retention', 'destructions'],
    queryFn: () => answer(api.GET('/api/retention/destructions')),
  });
  return (
    <>
      <h2>Certificates that came</h2>
      <Loaded from={found} what="the certificates">
        {({ destructions: rows }) => (
          <>
            <Table
              caption="Certificates of destruction"
              rows={rows}
              keyOf={(one) => one.id}
              empty="None has come yet."
              columns={[
                { head: 'Number', value: (one) => one.number },
                { head: 'Of', value: (one) => plain(one.destroyer) },
                {
                  head: 'Destroyed',
                  value: (one) => one.destroyedOn,
                  show: (one) => sayDay(one.destroyedOn),
                },
                { head: 'How', value: (one) => one.method },
                {
                  head: 'What is on it',
                  wide: true,
                  value: (one) => [...one.matched, ...one.unmatched].join(', '),
                  show: (one) => (
                    <>
                      {one.matched.join(', ')}
                      {one.unmatched.length > 0 && (
                        <span className="why">
                          <Mark as="warn">{`none of ours: ${one.unmatched.join(', ')}`}</Mark>
                        </span>
                      )}
                    </>
                  ),
                },
              ]}
            />
            {may && rows.some(({ unmatched }) => unmatched.length > 0) && (
              <Explain rows={rows} media={media} />
            )}
          </>
        )}
      </Loaded>
      {may && media.some(({ state }) => state === 'handed-over') && <Enter media={media} rules={rules} />}
    </>
  );
}

/** The hash of a file, worked out here: the file itself stays on this machine. */
async function hashOf(file: File): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function Enter({ media, rules }: Pick<Known, 'media' | 'rules'>) {
  const client = useQueryClient();
  const waiting = media.filter(({ state }) => state === 'handed-over');
  const enter = useMutation({
    mutationFn: async ({ form, typed }: { form: FormData; typed: Record<string, string> }) => {
      const file = form.get('document');
      const document = file instanceof File ? await hashOf(file) : '';
      const { number = '', method = '', on = '', serials = '', destroyer = '' } = typed;
      return answer(
        api.POST('/api/retention/destructions', {
          body: {
            number,
            method,
            on,
            document,
            destroyer: destroyer || (rules[0]?.destroyer?.name ?? ''),
            serials: serials
              .split(/[\n,;]+/)
              .map((one) => one.trim())
              .filter(Boolean),
          },
        }),
      );
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['retention'] }),
  });
  return (
    <form
      key={enter.data?.id ?? 'new'}
      onSubmit={(event) => {
        const form = new FormData(event.currentTarget);
        enter.mutate({ form, typed: fieldsOf(event) });
      }}
    >
      <h2>Enter a certificate</h2>
      <Trouble with={enter.error} />
      {enter.data && (
        <p className="said" role="status">
          {enter.data.closed} closed by it.
          {enter.data.unmatched.length > 0 &&
            ` None of ours: ${enter.data.unmatched.join(', ')}. Say why, above.`}
        </p>
      )}
      <div className="fields">
        <TextInput name="number" label="Its number" required />
        <TextInput name="method" label="How it was destroyed" required minLength={3} />
        <TextInput type="date" name="on" label="When" required />
        {rules.length > 1 && (
          <NativeSelect
            name="destroyer"
            label="By whom"
            data={rules.flatMap(({ destroyer }) =>
              destroyer ? [{ value: destroyer.name, label: destroyer.says }] : [],
            )}
          />
        )}
      </div>
      <div className="field">
        <TextInput
          name="serials"
          label="The numbers on it"
          description={`With commas between. With them now: ${waiting.map(({ serial }) => serial).join(', ')}`}
          required
          autoComplete="off"
        />
      </div>
      <div className="field">
        <TextInput
          type="file"
          name="document"
          label="The document"
          description="It stays on this machine: only its SHA-256 goes into the ledger"
          required
        />
      </div>
      <Button type="submit" loading={enter.isPending}>
        Enter it
      </Button>
    </form>
  );
}

function Explain({ rows, media }: { rows: readonly Destruction[]; media: readonly Medium[] }) {
  const client = useQueryClient();
  const explain = useMutation({
    mutationFn: ({ which = '', medium = '', because = '' }: Record<string, string>) => {
      const at = which.indexOf(' ');
      return answer(
        api.POST('/api/retention/destructions/{id}/numbers', {
          params: { path: { id: which.slice(0, at) } },
          body: { serial: which.slice(at + 1), because, ...(medium && { medium }) },
        }),
      );
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['retention'] }),
  });
  return (
    <form onSubmit={(event) => explain.mutate(fieldsOf(event))}>
      <h3>Say what a number is that fits nothing</h3>
      <Trouble with={explain.error} />
      <div className="fields">
        <NativeSelect
          name="which"
          label="The number"
          required
          defaultValue=""
          data={[
            { value: '', label: 'Choose', disabled: true },
            ...rows.flatMap(({ id, number, unmatched }) =>
              unmatched.map((serial) => ({ value: `${id} ${serial}`, label: `${serial} on ${number}` })),
            ),
          ]}
        />
        <NativeSelect
          name="medium"
          label="It is really"
          data={[
            { value: '', label: 'none of ours' },
            ...media
              .filter(({ state }) => state === 'handed-over')
              .map(({ id, label, serial }) => ({ value: id, label: `${label} (${serial ?? ''})` })),
          ]}
        />
        <TextInput name="because" label="Why" required minLength={10} />
      </div>
      <Button type="submit" variant="default" loading={explain.isPending}>
        Explain it
      </Button>
    </form>
  );
}
