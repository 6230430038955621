// Writes target/sbom-page.json: npm's own CycloneDX bill of what the page depends on, without that by which two runs differ: its number, the time,
// and the name of the directory.
import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../../..');
const written = execFileSync('npm', ['sbom', '--package-lock-only', '--omit=dev', '--sbom-format=cyclonedx'], { cwd: root, encoding: 'utf8' });
const { serialNumber, ...bill } = JSON.parse(written);
delete bill.metadata.timestamp;
bill.metadata.component.name = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).name;
await writeFile(join(root, 'target/sbom-page.json'), `${JSON.stringify(bill, null, 2)}\n`);
