import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export const uswds = fileURLToPath(new URL('./node_modules/@uswds/uswds', import.meta.url));

export const styles = {
  preprocessorOptions: {
    scss: { loadPaths: [`${uswds}/packages`], quietDeps: true, logger: { warn() {}, debug() {} } },
  },
};

// The desk: a page of its own under /desk/. It empties dist, so it is built first.
export default defineConfig({
  base: '/desk/',
  plugins: [svelte()],
  resolve: { alias: { uswds } },
  css: styles,
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
});
