import './mantine.css';
import './look.css';
import { MantineProvider } from '@mantine/core';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { Problem } from './api/problem.ts';
import { me } from './api/session.ts';
import { router } from './router.tsx';
import { site } from './site.ts';
import { resolver, theme } from './theme.ts';

// The server gave this page a number that its own style elements have to say; nobody else's have it.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// Where the library that keeps the page behind a dialogue from scrolling looks for it.
Object.assign(globalThis, { __webpack_nonce__: nonce });
document.documentElement.style.setProperty('--accent-light', site.accent.light);
document.documentElement.style.setProperty('--accent-dark', site.accent.dark);

/** Whose session has ended sees the door, whatever page they were on, and comes back to it. */
const signedOut = (thrown: unknown): void => {
  if (thrown instanceof Problem && (thrown.status === 401 || thrown.code === 'staff.second-factor-missing'))
    void client.invalidateQueries({ queryKey: me.queryKey });
};

const client = new QueryClient({
  queryCache: new QueryCache({ onError: signedOut }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failed, thrown) =>
        failed < 2 && thrown instanceof Problem && (thrown.status === 0 || thrown.status >= 500),
    },
    mutations: { onError: signedOut },
  },
});

const root = document.getElementById('console');
if (root)
  createRoot(root).render(
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
