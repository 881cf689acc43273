import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../api/client.ts';
import { asProblem } from '../api/problem.ts';
import { me, ROLE_WORDS, type Role, useMay } from '../api/session.ts';
import { sayMoment } from '../parts/dates.ts';
import { Loaded, Page, Trouble } from '../parts/page.tsx';
import { Mark } from '../parts/state.tsx';
import { Sure } from '../parts/sure.tsx';
import { Table } from '../parts/table.tsx';
import { fieldsOf } from '../shell/door.tsx';

const ROLES = (Object.keys(ROLE_WORDS) as Role[]).map((value) => ({
  value,
  label: `${ROLE_WORDS[value].word}: ${ROLE_WORDS[value].means}`,
}));

/** Who works here, in which role, and who is invited. */
export function Staff() {
  const may = useMay();
  const rules = may('staff', true);
  const client = useQueryClient();
  const myself = useQuery(me).data?.id;
  const staff = useQuery({ queryKey: ['staff'], queryFn: () => answer(api.GET('/api/staff')) });
  const again = () => client.invalidateQueries({ queryKey: ['staff'] });
  const remove = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/api/staff/{id}', { params: { path: { id } } })),
    onSuccess: again,
  });
  const reset = useMutation({
    mutationFn: (id: string) =>
      answer(api.POST('/api/staff/{id}/reset', { params: { path: { id } }, body: {} })),
    onSuccess: again,
  });
  const role = useMutation({
    mutationFn: ({ id, to }: { id: string; to: Role }) =>
      answer(api.POST('/api/staff/{id}/role', { params: { path: { id } }, body: { role: to } })),
    onSuccess: again,
  });
  return (
    <Page title="Staff" lede="Who works with Kept here. Each signs in with a password and a second factor.">
      <Trouble with={remove.error ?? reset.error ?? role.error} />
      {reset.data && <Link of={reset.data} />}
      <Loaded from={staff} what="who works here">
        {({ staff: rows, invitations }) => (
          <>
            <Table
              caption="Staff"
              rows={rows}
              keyOf={(one) => one.id}
              empty="Nobody works here yet."
              columns={[
                {
                  head: 'Name',
                  value: (one) => one.name,
                  show: (one) => (
                    <>
                      {one.name}
                      {one.id === myself && <span className="quiet"> (you)</span>}
                      <span className="why">{one.email}</span>
                    </>
                  ),
                },
                {
                  head: 'Role',
                  value: (one) => ROLE_WORDS[one.role].word,
                  show: (one) =>
                    rules && !one.removed && one.id !== myself ? (
                      <NativeSelect
                        aria-label={`Role of ${one.name}`}
                        size="xs"
                        value={one.role}
                        data={ROLES.map(({ value }) => ({ value, label: ROLE_WORDS[value].word }))}
                        onChange={(event) =>
                          role.mutate({ id: one.id, to: event.currentTarget.value as Role })
                        }
                      />
                    ) : (
                      ROLE_WORDS[one.role].word
                    ),
                },
                {
                  head: 'State',
                  value: (one) => (one.removed ? 'left' : one.secondFactor ? 'complete' : 'no second factor'),
                  show: (one) =>
                    one.removed ? (
                      <Mark as="off">left</Mark>
                    ) : one.secondFactor ? (
                      <Mark as="good">complete</Mark>
                    ) : (
                      <Mark as="wait">no second factor yet</Mark>
                    ),
                },
                {
                  head: 'Last seen',
                  value: (one) => one.seen ?? '',
                  show: (one) => (one.seen ? sayMoment(one.seen) : 'never'),
                },
                {
                  head: 'Change',
                  value: () => '',
                  show: (one) =>
                    rules && !one.removed && one.id !== myself ? (
                      <div className="actions" style={{ marginTop: 0 }}>
                        <Sure
                          button="Begin anew"
                          title={`Let ${one.name} begin anew?`}
                          says="Their password, second factor and sessions end. You get a link to hand over, which works once."
                          busy={reset.isPending}
                          onSure={() => reset.mutate(one.id)}
                        />
                        <Sure
                          button="Remove"
                          title={`Remove ${one.name}?`}
                          says="Their sessions end at once. What they did stays in the ledger, under a number."
                          busy={remove.isPending}
                          onSure={() => remove.mutate(one.id)}
                        />
                      </div>
                    ) : (
                      ''
                    ),
                },
              ]}
            />
            {invitations.length > 0 && (
              <>
                <h2>Invited</h2>
                <ul>
                  {invitations.map((one) => (
                    <li key={one.id}>
                      {one.email ?? 'somebody'} as {ROLE_WORDS[one.role].word}, until {sayMoment(one.expires)}
                    </li>
                  ))}
                </ul>
              </>
            )}
          </>
        )}
      </Loaded>
      {rules && <Invite onInvited={again} />}
    </Page>
  );
}

function Invite({ onInvited }: { onInvited: () => Promise<unknown> }) {
  const invite = useMutation({
    mutationFn: ({ email = '', role = 'auditor' }: Record<string, string>) =>
      answer(api.POST('/api/staff', { body: { email, role: role as Role } })),
    onSuccess: onInvited,
  });
  return (
    <form onSubmit={(event) => invite.mutate(fieldsOf(event))}>
      <h2>Invite somebody</h2>
      <Trouble with={invite.error} />
      {invite.data && <Link of={invite.data} />}
      <div className="field">
        <TextInput
          name="email"
          type="email"
          label="Their e-mail address"
          required
          error={invite.error ? asProblem(invite.error).fields.email : undefined}
        />
      </div>
      <div className="field">
        <NativeSelect
          name="role"
          label="As what"
          required
          defaultValue=""
          data={[{ value: '', label: 'Choose a role', disabled: true }, ...ROLES]}
        />
      </div>
      <Button type="submit" loading={invite.isPending}>
        Make the link
      </Button>
    </form>
  );
}

const Link = ({ of }: { of: { link: string; expires: string } }) => (
  <div className="said" role="status" style={{ marginBottom: '1rem', maxWidth: '44rem' }}>
    <strong>The link, this once:</strong> <code data-link="">{of.link}</code>
    <br />
    Hand it over yourself. It works once, until {sayMoment(of.expires)}.
  </div>
);
