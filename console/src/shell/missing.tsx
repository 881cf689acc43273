import { Link } from '@tanstack/react-router';
import { Page } from '../parts/page.tsx';

export const Missing = () => (
  <Page title="There is no such page">
    <p>
      The address may have a mistake in it. <Link to="/">Today</Link> leads everywhere.
    </p>
  </Page>
);
