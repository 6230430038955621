// Bundles the page's modules and styles into target/frontend, which the WAR serves as resources/, and lists what they are made of in
// target/frontend-inputs.json; fails the build for whatever it does not understand.
import { build } from 'esbuild';
import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = dirname(fileURLToPath(import.meta.url));
const styles = join(modules, '../styles');
const target = join(modules, '../../../../target/frontend');

const common = {
  bundle: true,
  minify: true,
  target: ['chrome111', 'firefox113', 'safari16.4'],
  legalComments: 'eof',
  logLevel: 'warning',
  metafile: true,
};

await rm(target, { recursive: true, force: true });
const results = await Promise.all([
  build({ ...common, entryPoints: ['workspace.js', 'guest.js', 'account.js'].map((file) => join(modules, file)), outdir: join(target, 'js'), format: 'esm' }),
  // Classic scripts: the theme's runs before the first paint, where a module would come after.
  build({ ...common, entryPoints: [join(modules, 'theme.js'), join(modules, 'forms.js')], outdir: join(target, 'js'), format: 'iife' }),
  build({ ...common, entryPoints: [join(styles, 'console.css'), join(styles, 'workspace.css')], outdir: join(target, 'css') }),
]);
const warnings = results.flatMap((result) => result.warnings);
if (warnings.length > 0) {
  throw new Error(`esbuild warned ${warnings.length} times: a warning is an error here.`);
}
await writeFile(`${target}-inputs.json`, JSON.stringify([...new Set(results.flatMap((result) => Object.keys(result.metafile.inputs)))].sort()));
