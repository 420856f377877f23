import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldCode } from '../../testing/told-code.ts';

const parsers = await testParsers();

/** In a module that nobody calls by hand, unless a path says otherwise. */
const told = (text: string, path = 'app/db.py') => toldCode(path, text, parsers);
/** What it does, without the circumstances. */
const commands = (text: string, path?: string) =>
  told(text, path).map((line) => line.replace(/( by this code)?( in production)? \| [^]*$/, ''));

describe('a command of Alembic that is called', () => {
  it.each([
    ['from alembic import command', 'command.upgrade(cfg, "head")', 'upgrade head'],
    ['from alembic import command', 'command.downgrade(cfg, "-1")', 'downgrade -1'],
    ['from alembic import command', 'command.stamp(cfg, "head")', 'stamp head'],
    ['from alembic import command', 'command.upgrade(cfg, revision="head")', 'upgrade head'],
    ['from alembic import command', 'command.upgrade(config=cfg, revision="heads")', 'upgrade heads'],
    ['from alembic import command', 'command.upgrade(cfg, "he" + "ad")', 'upgrade head'],
    ['from alembic import command', 'command.upgrade(cfg, f"{rev}")', 'upgrade ?'],
    ['from alembic import command', 'command.upgrade(cfg, rev)', 'upgrade ?'],
    ['from alembic import command', 'command.upgrade(cfg)', 'upgrade ?'],
    ['from alembic import command\nREV = "base"', 'command.downgrade(cfg, REV)', 'downgrade base'],
    ['from alembic import command', 'command.stamp(cfg, "head", purge=True)', 'stamp head purging'],
    ['from alembic import command', 'command.stamp(cfg, "head", purge=False)', 'stamp head'],
    ['from alembic import command', 'command.upgrade(cfg, "head", sql=True)', 'upgrade head as SQL only'],
    ['from alembic import command as c', 'c.upgrade(cfg, "head")', 'upgrade head'],
    ['import alembic.command', 'alembic.command.upgrade(cfg, "head")', 'upgrade head'],
    ['import alembic.command as c', 'c.upgrade(cfg, "head")', 'upgrade head'],
    ['from alembic.command import upgrade', 'upgrade(cfg, "head")', 'upgrade head'],
    ['from alembic.command import upgrade as up', 'up(cfg, "head")', 'upgrade head'],
    ['from alembic import (\n    command,\n    config,\n)', 'command.upgrade(cfg, "head")', 'upgrade head'],
    ['from flask_migrate import upgrade', 'upgrade()', 'upgrade head'],
    ['from flask_migrate import downgrade', 'downgrade()', 'downgrade -1'],
    ['from flask_migrate import downgrade', 'downgrade(revision="base")', 'downgrade base'],
    ['from flask_migrate import Migrate, stamp', 'stamp()', 'stamp head'],
    ['import flask_migrate', 'flask_migrate.upgrade()', 'upgrade head'],
  ])('%s, %s', (imports, call, expected) => {
    expect(told(`${imports}\n${call}\n`)).toEqual([`${expected} by this code | ${call}`]);
  });

  it('may be imported where it is called', () => {
    const text = 'def migrate():\n    from alembic import command\n    command.upgrade(cfg, "head")\n';
    expect(commands(text)).toEqual(['upgrade head']);
  });

  it.each([
    ['another command', 'from alembic import command\ncommand.current(cfg)\ncommand.check(cfg)'],
    ['a revision that is written', 'from alembic import command\ncommand.revision(cfg, autogenerate=True)'],
    ['a function of the project', 'from app.db import upgrade  # alembic\nupgrade()'],
    ['another module of that name', 'from app import command  # alembic\ncommand.upgrade(cfg, "head")'],
    ['a method of that name', 'import alembic\nself.command.upgrade(cfg, "head")'],
    ['its name in a text', 'import alembic\nx = "command.upgrade(cfg)"'],
    ['a function that is only named', 'from alembic import command\nrun(command.upgrade, cfg, "head")'],
  ])('is not %s', (_, text) => {
    expect(commands(text)).toEqual([]);
  });
});

describe('Alembic that is started as a program', () => {
  it.each([
    ['subprocess.run(["alembic", "upgrade", "head"])', 'upgrade head'],
    ['subprocess.run(("alembic", "upgrade", "head"), check=True)', 'upgrade head'],
    ['subprocess.check_call(["python", "-m", "alembic", "downgrade", "base"])', 'downgrade base'],
    [
      'subprocess.check_output([sys.executable, "-m", "alembic", "-c", ini, "upgrade", "head"])',
      'upgrade head',
    ],
    ['subprocess.Popen("alembic upgrade head", shell=True)', 'upgrade head'],
    ['subprocess.run("cd api && poetry run alembic upgrade head", shell=True)', 'upgrade head'],
    ['subprocess.run(["sh", "-c", "alembic upgrade head"])', 'upgrade head'],
    ['os.system("alembic stamp --purge head")', 'stamp head purging'],
    ['os.popen("alembic upgrade head --sql")', 'upgrade head as SQL only'],
    ['os.execvp("alembic", ["alembic", "upgrade", "head"])', 'upgrade head'],
    ['asyncio.create_subprocess_exec("alembic", "upgrade", "head")', 'upgrade head'],
    ['asyncio.create_subprocess_shell("alembic upgrade head")', 'upgrade head'],
    ['subprocess.run(["flask", "db", "upgrade"])', 'upgrade head'],
    ['subprocess.run(["alembic", "upgrade", target])', 'upgrade ?'],
    ['call(["alembic", "upgrade", "+1"])', 'upgrade +1'],
  ])('%s', (call, expected) => {
    expect(commands(`import alembic\n${call}\n`)).toEqual([expected]);
  });

  it.each([
    'subprocess.run(["alembic", "history"])',
    'subprocess.run(["pip", "install", "alembic"])',
    'subprocess.run(["echo", "alembic", "upgrade", "head"])',
    'subprocess.run(command)',
    'subprocess.run()',
    'print("alembic upgrade head")',
    'runner.invoke(cli, ["upgrade", "head"])',
  ])('is not %s', (call) => {
    expect(commands(`import alembic\n${call}\n`)).toEqual([]);
  });
});

describe('who starts it', () => {
  const CALL = 'command.upgrade(cfg, "head")';
  const within = (...lines: readonly string[]) => `from alembic import command\n${lines.join('\n')}\n`;

  it.each<[string, string]>([
    ['the module itself', within(CALL)],
    ['a function', within('def migrate():', `    ${CALL}`)],
    ['a hook of the server', within('@app.on_event("startup")', 'async def start():', `    ${CALL}`)],
    ['the life of the server', within('@asynccontextmanager', 'async def lifespan(app):', `    ${CALL}`)],
    ['a view', within('@app.get("/migrate")', 'def view():', `    ${CALL}`)],
  ])('is the code where it stands in %s', (_, text) => {
    expect(told(text)).toEqual([`upgrade head by this code | ${CALL}`]);
  });

  it.each<[string, string]>([
    ['a command of click', within('@click.command()', 'def migrate():', `    ${CALL}`)],
    ['a command of typer', within('@app.command("migrate")', 'def migrate():', `    ${CALL}`)],
    ['a group', within('@cli.group', 'def db():', `    ${CALL}`)],
    [
      'a command among other decorators',
      within('@cli.command("x")', '@with_app', 'def db():', `    ${CALL}`),
    ],
    ['a task of invoke', within('@task', 'def migrate(c):', `    ${CALL}`)],
    [
      'a function inside a command',
      within('@cli.command()', 'def db():', '    def go():', `        ${CALL}`, '    go()'),
    ],
  ])('is somebody who asks for it in %s', (_, text) => {
    expect(told(text)).toEqual([`upgrade head | ${CALL}`]);
  });

  it.each([
    'manage.py',
    'app/cli.py',
    'app/cli/db.py',
    'app/commands/migrate_all.py',
    'scripts/deploy.py',
    'tools/db.py',
    'bin/db.py',
    'app/__main__.py',
    'noxfile.py',
    'tasks.py',
  ])('is somebody who asks for it in %s', (path) => {
    expect(told(within(CALL), path)).toEqual([`upgrade head | ${CALL}`]);
  });

  it.each(['app/client.py', 'app/scripting.py', 'app/climate.py', 'app/management.py'])(
    'is the code in %s',
    (path) => {
      expect(told(within(CALL), path)).toEqual([`upgrade head by this code | ${CALL}`]);
    },
  );

  it.each(['scripts/deploy_prod.py', 'production/db.py', 'scripts/prod/migrate.py'])(
    'is production in %s',
    (path) => {
      expect(told(within(CALL), path).join()).toContain('in production');
    },
  );
});
