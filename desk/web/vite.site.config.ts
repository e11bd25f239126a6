import { defineConfig } from 'vite';
import { styles, uswds } from './vite.config';

// The public's pages are written by the server; here are only their style and
// their one script, under names that do not change.
export default defineConfig({
  base: '/site/',
  publicDir: false,
  resolve: { alias: { uswds } },
  css: styles,
  build: {
    outDir: 'dist/site',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    rollupOptions: {
      input: 'src/site/site.ts',
      output: { entryFileNames: 'site.js', assetFileNames: (file) => (file.names[0]?.endsWith('.css') ? 'site.css' : '[name][extname]') },
    },
  },
});
