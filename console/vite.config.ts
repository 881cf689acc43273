import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const out = process.env.KEPT_CONSOLE_OUT ?? join(import.meta.dirname, '../dist/console');

/** The staff console as files for src/doors/http/console.ts to serve: nothing inline, nothing from elsewhere. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  // The server puts a fresh one in its place for each page it hands out.
  html: { cspNonce: 'KEPT-NONCE' },
  build: {
    outDir: out,
    emptyOutDir: true,
    target: 'es2023',
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // What changes with no page of ours stays in the browser's cache.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'tanstack', test: /node_modules\/@tanstack\// },
          ],
        },
      },
    },
  },
  plugins: [
    react(),
    {
      name: 'compressed',
      closeBundle() {
        const assets = join(out, 'assets');
        for (const file of readdirSync(assets).filter((one) => /\.(js|css)$/.test(one))) {
          const text = readFileSync(join(assets, file));
          const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
          writeFileSync(join(assets, `${file}.br`), brotliCompressSync(text, { params }));
        }
      },
    },
  ],
});
