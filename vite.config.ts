import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vite';

/** What the published package runs: plain JavaScript in few files. A checkout runs the sources as they are. */
export default defineConfig({
  build: {
    ssr: 'src/doors/cli/bin.ts',
    outDir: 'dist',
    target: 'node22',
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'kept.js', chunkFileNames: 'chunks/[name]-[hash].js' } },
  },
  // Pure libraries go in: one file opens faster than two hundred. What has native parts or threads of its own stays out.
  ssr: {
    noExternal: true,
    external: [
      'pg',
      'pg-boss',
      'kysely',
      'fastify',
      '@fastify/helmet',
      '@fastify/rate-limit',
      '@fastify/formbody',
      '@fastify/swagger',
      'pino',
      'nodemailer',
      'smtp-server',
      'oxc-transform',
      'react',
      'react-dom',
    ],
  },
  plugins: [
    {
      name: 'migrations',
      // They are read from beside the code that runs them, which the bundler puts into chunks/.
      closeBundle() {
        for (const folder of ['migrations', 'key-migrations'])
          cpSync(join('src/store', folder), join('dist/chunks', folder), { recursive: true });
      },
    },
    {
      name: 'console',
      // Into dist/console, which this build emptied with the rest.
      closeBundle() {
        execFileSync(process.execPath, [join(import.meta.dirname, 'scripts/console.mjs')], {
          stdio: 'inherit',
        });
      },
    },
  ],
});
