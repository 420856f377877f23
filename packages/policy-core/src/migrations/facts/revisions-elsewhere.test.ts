import { describe, expect, it } from 'vitest';

import { observed, unobserved } from '../../model/known.ts';
import { revisionsElsewhere } from './revisions-elsewhere.ts';

const text = (value: string) => observed({ kind: 'text', text: value } as const);

function said(path: string, value: string): string | undefined {
  return revisionsElsewhere({ files: { [path]: text(value) } });
}

describe('revisionsElsewhere', () => {
  it.each([
    ['an option of the configuration', 'config.set_main_option("version_locations", " ".join(found))'],
    ['the option by its keyword', "config.set_main_option(\n    name='version_locations', value=all)"],
    ['an option of a section', 'config.set_section_option("alembic", "version_locations", found)'],
    ['the settings of an extension', 'app.config["ALEMBIC"]["version_locations"] = plugins'],
    ['an attribute of the scripts', 'context.script.version_locations = [folder]'],
    ['an argument', 'ScriptDirectory(folder, version_locations=[a, b])'],
  ])('finds code that sets %s', (_, code) => {
    expect(said('shop/app.py', `import alembic\n${code}\n`)).toBe('shop/app.py');
  });

  it.each([
    ['asks for the option', 'found = config.get_main_option("version_locations")'],
    ['has a name of its own for them', 'version_locations = set()'],
    ['compares them', 'assert script.version_locations == ["versions"]'],
    ['only mentions them', '# version_locations would be better'],
    ['sets another option', 'config.set_main_option("script_location", here)'],
  ])('finds nothing where code %s', (_, code) => {
    expect(said('shop/app.py', `${code}\n`)).toBeUndefined();
  });

  it.each([
    ['setup.cfg', '[options.entry_points]\nshop_db.alembic =\n    shop_orders = shop_orders:alembic\n'],
    ['setup.py', 'setup(entry_points={"shop_db.alembic": ["shop_orders = shop_orders:alembic"]})'],
    ['pyproject.toml', '[project.entry-points."shop_db.alembic"]\nshop_orders = "shop_orders:alembic"\n'],
    ['orders/pyproject.toml', '[tool.poetry.plugins."shop_db.alembic"]\norders = "orders:alembic"\n'],
    ['plugin/pyproject.toml', '[project.entry-points.alembic]\nmigrations = "plugin.migrations:versions"\n'],
  ])('finds that another package gathers the revisions, declared in %s', (path, declared) => {
    expect(said(path, declared)).toBe(path);
  });

  it.each([
    ['setup.cfg', '[options.package_data]\nshop.alembic = *.mako\nshop.migrations =\n    versions/*.py\n'],
    ['setup.py', 'setup(package_data={"shop.migrations": ["*.mako", "versions/*.py"]})'],
    ['pyproject.toml', '[tool.setuptools.package-data]\n"shop.migrations" = ["*.mako"]\n'],
    ['pyproject.toml', '[project.entry-points.console_scripts]\nshop = "shop.cli:main"\n'],
    ['pyproject.toml', '[tool.alembic]\nversion_locations = ["%(here)s/versions"]\n'],
    ['notes.txt', 'shop_db.alembic = shop_orders = shop_orders:alembic\n'],
  ])('takes nothing else in %s for that', (path, declared) => {
    expect(said(path, declared)).toBeUndefined();
  });

  it('does not listen to tests', () => {
    const code = 'config.set_main_option("version_locations", str(tmp_path))\n';
    expect(said('tests/test_history.py', code)).toBeUndefined();
    expect(said('shop/conftest.py', code)).toBeUndefined();
  });

  it('looks at what lies beside the revisions and at modules, and passes over what was not read', () => {
    const code = text('script.version_locations = found\n');
    const revisions = {
      paths: observed([]),
      files: { 'alembic/env.py': code, 'alembic/x.py': unobserved('it is too large') },
    };
    expect(revisionsElsewhere({ files: {}, revisions })).toBe('alembic/env.py');
    expect(
      revisionsElsewhere({
        files: {},
        revisions: { ...revisions, files: {}, modules: { 'shop/a.py': code } },
      }),
    ).toBe('shop/a.py');
    expect(
      revisionsElsewhere({
        files: { 'shop/a.py': observed({ kind: 'unreadable', problem: 'it is no UTF-8' }) },
      }),
    ).toBeUndefined();
    expect(revisionsElsewhere({ files: {} })).toBeUndefined();
  });
});
