import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/**
 * Everything that runs on Node inside Electron, into `out/`:
 * `vite build` makes main, the engine's utility process and its worker threads (ESM, sharing chunks);
 * `--mode preload` makes the one sandboxed script (CommonJS, in one file, since a sandboxed preload cannot import).
 * The oldest runtime is Node 20 of the stand-in Electron. Native packages stay outside; all else is bundled, so that
 * the package carries no node_modules but theirs. Not minified: a stack trace in the log must be readable.
 */
const root = fileURLToPath(new URL('..', import.meta.url))
const native = ['better-sqlite3', 'keytar']

export default defineConfig(({ mode }) => {
  const preload = mode === 'preload'
  return {
    root,
    publicDir: false,
    ssr: { target: 'node', noExternal: true, external: ['electron', ...native] },
    build: {
      ssr: true,
      target: 'node20',
      outDir: 'out',
      emptyOutDir: mode === 'production',
      copyPublicDir: false,
      sourcemap: false,
      minify: false,
      rolldownOptions: {
        input: preload
          ? { 'preload/index': 'preload/index.ts' }
          : { 'main/index': 'main/index.ts', 'main/engine': 'main/engine-entry.ts', 'db/worker': 'db/worker.ts' },
        external: ['electron', ...native],
        output: preload
          ? { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false }
          : { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
        onwarn(warning) {
          throw new Error(warning.message)
        },
      },
    },
  }
})
