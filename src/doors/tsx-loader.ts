import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Node runs our `.ts` as it is, but no `.tsx`: in a checkout pages are transformed as they are loaded, so that there is
 * never an old build of them. The published package is built, and has no `.tsx` to load.
 */
export async function loadTsx(): Promise<void> {
  const { transformSync } = await import('oxc-transform');
  registerHooks({
    load(url, context, next) {
      if (!url.endsWith('.tsx')) return next(url, context);
      const file = fileURLToPath(url);
      const { code, errors } = transformSync(file, readFileSync(file, 'utf8'), {
        lang: 'tsx',
        jsx: { runtime: 'automatic' },
      });
      if (errors[0]) throw new SyntaxError(`${file}: ${errors[0].message}`);
      return { format: 'module', source: code, shortCircuit: true };
    },
  });
}
