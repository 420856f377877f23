import { parseSync, loadModule } from 'libpg-query';
await loadModule();
for (const q of process.argv.slice(2)) console.log(q, '\n', JSON.stringify(parseSync(q).stmts.map(s=>s.stmt)));
