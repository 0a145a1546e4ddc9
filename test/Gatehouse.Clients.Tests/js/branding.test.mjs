// How the login pages of a client look: managed login, and the classic pages.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { call, endpoint, fresh as unused, pool, refused } from './rig/server.mjs';

const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
const graphic = (inner = '') => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">${inner}<rect width="8" height="8" fill="#0972d3"/></svg>`);
const nobody = '00000000-0000-4000-8000-000000000000';
const dark = { categories: { global: { colorSchemeMode: 'DARK' } } };

const fresh = async () => {
  const { UserPoolId, ClientId } = await pool();
  return { UserPoolId, ClientId };
};
const create = async (at, more) => (await call('CreateManagedLoginBranding', { ...at, ...more })).ManagedLoginBranding;
const bytes = (assets) => assets.map(({ Bytes, ...rest }) => ({ ...rest, Bytes: Buffer.from(Bytes).toString('base64') }));

test('a style of the defaults has no settings of its own and all of them merged', async () => {
  const at = await fresh();
  await refused('DescribeManagedLoginBrandingByClient', at, 'ResourceNotFoundException', `ManagedLoginBranding for client ${at.ClientId} does not exist.`);

  const made = await create(at, { UseCognitoProvidedValues: true });
  assert.match(made.ManagedLoginBrandingId, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal(made.UseCognitoProvidedValues, true);
  assert.equal(made.Settings, undefined);
  assert.deepEqual(made.Assets, []);
  assert.ok(made.CreationDate instanceof Date);
  assert.deepEqual((await call('DescribeManagedLoginBrandingByClient', at)).ManagedLoginBranding, made);

  const { ManagedLoginBranding: merged } = await call('DescribeManagedLoginBranding', {
    UserPoolId: at.UserPoolId, ManagedLoginBrandingId: made.ManagedLoginBrandingId, ReturnMergedResources: true,
  });
  assert.deepEqual(Object.keys(merged.Settings), ['categories', 'componentClasses', 'components']);
  assert.equal(merged.Settings.components.form.lightMode.backgroundColor, 'ffffffff');
});

test('settings and pictures come back as they were given, and an update joins them', async () => {
  const at = await fresh();
  const assets = [
    { Category: 'FORM_LOGO', ColorMode: 'LIGHT', Extension: 'PNG', Bytes: pixel },
    { Category: 'FAVICON_SVG', ColorMode: 'DYNAMIC', Extension: 'SVG', Bytes: graphic() },
  ];
  const made = await create(at, { Settings: dark, Assets: assets });
  assert.deepEqual(made.Settings, dark);
  assert.deepEqual(bytes(made.Assets), bytes(assets));

  const id = { UserPoolId: at.UserPoolId, ManagedLoginBrandingId: made.ManagedLoginBrandingId };
  const more = { Category: 'PAGE_BACKGROUND', ColorMode: 'DARK', Extension: 'PNG', Bytes: pixel };
  await call('UpdateManagedLoginBranding', { ...id, Settings: { componentClasses: { buttons: { borderRadius: 4 } } }, Assets: [more] });
  const { ManagedLoginBranding: seen } = await call('DescribeManagedLoginBranding', id);
  assert.deepEqual(seen.Settings, { ...dark, componentClasses: { buttons: { borderRadius: 4 } } });
  assert.deepEqual(bytes(seen.Assets), bytes([...assets, more]));

  const plain = (await call('UpdateManagedLoginBranding', { ...id, UseCognitoProvidedValues: true })).ManagedLoginBranding;
  assert.equal(plain.Settings, undefined);
  assert.deepEqual(plain.Assets, []);

  await call('DeleteManagedLoginBranding', id);
  await refused('DescribeManagedLoginBranding', id, 'ResourceNotFoundException', 'ManagedLoginBranding does not exist.');
  await refused('DeleteManagedLoginBranding', id, 'ResourceNotFoundException');
});

test('a client has one style, of one source', async () => {
  const at = await fresh();
  const oneSource = 'useCognitoProvidedValues or settings should be specified (but not both)';
  await refused('CreateManagedLoginBranding', at, 'InvalidParameterException', oneSource);
  await refused('CreateManagedLoginBranding', { ...at, UseCognitoProvidedValues: true, Settings: dark }, 'InvalidParameterException', oneSource);
  await create(at, { UseCognitoProvidedValues: true });
  await refused(
    'CreateManagedLoginBranding',
    { ...at, UseCognitoProvidedValues: true },
    'ManagedLoginBrandingExistsException',
    `A ManagedLoginBranding already exists for client ${at.ClientId}`,
  );
  await refused(
    'UpdateManagedLoginBranding',
    { UserPoolId: at.UserPoolId, ManagedLoginBrandingId: nobody, UseCognitoProvidedValues: true },
    'ResourceNotFoundException',
  );
});

test('settings and pictures with something else in them are refused', async () => {
  const at = await fresh();
  await refused('CreateManagedLoginBranding', { ...at, Settings: { css: 'x' } }, 'InvalidParameterException', 'Invalid Settings: settings.css is not known');
  const svg = (Bytes) => ({ ...at, UseCognitoProvidedValues: true, Assets: [{ Category: 'FORM_LOGO', ColorMode: 'LIGHT', Extension: 'SVG', Bytes }] });
  for (const evil of ['<script>alert(1)</script>', '<a href="javascript:alert(1)"/>', '<image href="https://evil.example/x.png"/>', '<g onload="alert(1)"/>'])
    await refused('CreateManagedLoginBranding', svg(graphic(evil)), 'InvalidParameterException', /that is not allowed/);
  await refused('CreateManagedLoginBranding', svg(pixel), 'InvalidParameterException', /is not a file of the type SVG/);
});

test('a request of pictures may be longer than others', async () => {
  const at = await fresh();
  const Bytes = Buffer.concat([pixel, Buffer.alloc(1_000_000 - pixel.length)]);
  const made = await create(at, { UseCognitoProvidedValues: true, Assets: [{ Category: 'PAGE_BACKGROUND', ColorMode: 'LIGHT', Extension: 'PNG', Bytes }] });
  assert.equal(made.Assets[0].Bytes.length, 1_000_000);
});

const css = '.label-customizable {font-weight: 400;}';

const withDomain = async () => {
  const at = await fresh();
  await call('CreateUserPoolDomain', { UserPoolId: at.UserPoolId, Domain: unused('pages') });
  return at;
};

test('a classic style is inherited from all clients until one has its own', async () => {
  const { UserPoolId, ClientId } = await withDomain();
  assert.deepEqual((await call('GetUICustomization', { UserPoolId })).UICustomization, {});

  const set = (await call('SetUICustomization', { UserPoolId, CSS: css })).UICustomization;
  assert.equal(set.ClientId, 'ALL');
  assert.equal(set.CSS, css);
  assert.match(set.CSSVersion, /^\d{14}$/);
  assert.deepEqual((await call('GetUICustomization', { UserPoolId, ClientId })).UICustomization, set);

  await call('SetUICustomization', { UserPoolId, ClientId, CSS: '.logo-customizable {max-width: 60%;}' });
  assert.equal((await call('GetUICustomization', { UserPoolId, ClientId })).UICustomization.ClientId, ClientId);
  await call('SetUICustomization', { UserPoolId, ClientId });
  assert.deepEqual((await call('GetUICustomization', { UserPoolId, ClientId })).UICustomization, set);
});

test('a logo is served as a picture and as nothing else', async () => {
  const { UserPoolId, ClientId } = await withDomain();
  const { ImageUrl } = (await call('SetUICustomization', { UserPoolId, ClientId, ImageFile: pixel })).UICustomization;
  assert.ok(ImageUrl.startsWith(`${endpoint}/${UserPoolId}/${ClientId}/`), ImageUrl);
  assert.match(ImageUrl, /\/\d{14}\/assets\/images\/image\.jpg$/);

  const answer = await fetch(ImageUrl);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'image/png');
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.match(answer.headers.get('content-security-policy'), /sandbox/);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), pixel);
});

test('a classic style that does more than change looks is refused', async () => {
  const { UserPoolId, ClientId } = await withDomain();
  for (const CSS of ['</style><script>alert(1)</script>', "@import 'https://evil.example';", '.label-customizable { background: url(https://evil.example) }', 'body { color: red }'])
    await refused('SetUICustomization', { UserPoolId, ClientId, CSS }, 'InvalidParameterException', /^Invalid CSS: /);
  await refused('SetUICustomization', { UserPoolId, ClientId, ImageFile: graphic() }, 'InvalidParameterException', 'Invalid ImageFile: the image is neither PNG nor JPEG.');
  await refused('SetUICustomization', { UserPoolId, ClientId: 'nobody', CSS: css }, 'ResourceNotFoundException');
  await refused('GetUICustomization', { UserPoolId, ClientId: 'nobody' }, 'ResourceNotFoundException');
});

test('a pool without a domain has no classic pages', async () => {
  const { UserPoolId } = await fresh();
  const none = 'There has to be an existing domain associated with this user pool';
  await refused('SetUICustomization', { UserPoolId, CSS: css }, 'InvalidParameterException', none);
  await refused('GetUICustomization', { UserPoolId }, 'InvalidParameterException', none);
});
