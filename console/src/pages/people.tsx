import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { answer, api } from '../api/client.ts';
import { because, giveReason } from '../api/looking.ts';
import { asProblem } from '../api/problem.ts';
import { Page, Trouble } from '../parts/page.tsx';
import { Reason } from '../parts/reason.tsx';
import { fieldsOf } from '../shell/door.tsx';

type Kind = 'email' | 'phone' | 'external';

/** Looking somebody up: why, and by which address. There is no list of people to leaf through. */
export function People() {
  const navigate = useNavigate();
  const find = useMutation({
    async mutationFn({ reason = '', kind = 'email', value = '' }: Record<string, string>) {
      const identities = [{ kind: kind as Kind, value }];
      const { person } = await answer(
        api.POST('/api/people/find', { params: { header: because(reason) }, body: { identities } }),
      );
      giveReason(person, reason);
      return person;
    },
    onSuccess: (id) => navigate({ to: '/people/$id', params: { id } }),
  });
  const unknown = find.error !== null && asProblem(find.error).status === 404;
  return (
    <Page title="People" lede="Look somebody up by an address or number that you already have.">
      <form className="field" onSubmit={(event) => find.mutate(fieldsOf(event))}>
        {unknown ? (
          <p className="note" role="status">
            Nobody is known by that. Check for a slip of the keys, or try another address of theirs.
          </p>
        ) : (
          <Trouble with={find.error} />
        )}
        <div className="field">
          <Reason />
        </div>
        <div className="field">
          <NativeSelect
            name="kind"
            label="By what"
            data={[
              { value: 'email', label: 'e-mail address' },
              { value: 'phone', label: 'telephone number' },
              { value: 'external', label: 'number in another system' },
            ]}
          />
        </div>
        <div className="field">
          <TextInput
            name="value"
            label="Address or number"
            description="In full. It is not kept in any log"
            required
            autoComplete="off"
            error={find.error && !unknown ? asProblem(find.error).fields.value : undefined}
          />
        </div>
        <Button type="submit" loading={find.isPending}>
          Look up
        </Button>
      </form>
    </Page>
  );
}
