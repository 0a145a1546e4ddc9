// Terms of use and privacy policy of a client.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appClient, call, pool, refused } from './rig/server.mjs';

const links = { 'cognito:default': 'https://example.com/terms', 'cognito:spanish': 'https://example.com/es' };
const create = async (at, more = {}) =>
  (await call('CreateTerms', { ...at, TermsName: 'terms-of-use', TermsSource: 'LINK', Enforcement: 'NONE', Links: links, ...more })).Terms;
const nobody = '00000000-0000-4000-8000-000000000000';

const fresh = async () => {
  const { UserPoolId, ClientId } = await pool();
  return { UserPoolId, ClientId };
};

test('terms are made, shown, changed, listed and deleted', async () => {
  const at = await fresh();
  const { UserPoolId } = at;
  const made = await create(at);
  assert.match(made.TermsId, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.ok(made.CreationDate instanceof Date);
  assert.deepEqual(made.Links, links);
  assert.deepEqual(
    { ...at, TermsName: 'terms-of-use', TermsSource: 'LINK', Enforcement: 'NONE' },
    { UserPoolId: made.UserPoolId, ClientId: made.ClientId, TermsName: made.TermsName, TermsSource: made.TermsSource, Enforcement: made.Enforcement },
  );

  const { TermsId } = made;
  assert.deepEqual((await call('DescribeTerms', { UserPoolId, TermsId })).Terms, made);
  assert.deepEqual((await call('DescribeTermsByClient', { ...at, TermsName: 'terms-of-use' })).Terms, made);

  const changed = (await call('UpdateTerms', { UserPoolId, TermsId, Links: { 'cognito:default': 'https://example.com/new' } })).Terms;
  assert.equal(changed.TermsName, 'terms-of-use');
  assert.deepEqual(changed.Links, { 'cognito:default': 'https://example.com/new' });

  const list = await call('ListTerms', { UserPoolId });
  assert.deepEqual(list.Terms.map((t) => [t.TermsId, t.TermsName, t.Enforcement]), [[TermsId, 'terms-of-use', 'NONE']]);
  assert.equal(list.NextToken, undefined);

  await call('DeleteTerms', { UserPoolId, TermsId });
  await refused('DescribeTerms', { UserPoolId, TermsId }, 'ResourceNotFoundException', 'Terms does not exist.');
  assert.deepEqual((await call('ListTerms', { UserPoolId })).Terms, []);
});

test('a client has one document of each name', async () => {
  const at = await fresh();
  const use = await create(at);
  await refused('CreateTerms', { ...at, TermsName: 'terms-of-use', TermsSource: 'LINK', Enforcement: 'NONE', Links: links }, 'TermsExistsException');
  await create(at, { TermsName: 'privacy-policy' });
  await refused('UpdateTerms', { UserPoolId: at.UserPoolId, TermsId: use.TermsId, TermsName: 'privacy-policy' }, 'TermsExistsException');
});

test('pages of terms hold each once', async () => {
  const at = await fresh();
  const made = new Set();
  for (let i = 0; i < 5; i++) made.add((await create({ ...at, ClientId: (await appClient(at.UserPoolId)).ClientId })).TermsId);

  const seen = [];
  let NextToken;
  do {
    const page = await call('ListTerms', { UserPoolId: at.UserPoolId, MaxResults: 2, NextToken });
    assert.ok(page.Terms.length <= 2);
    seen.push(...page.Terms.map((t) => t.TermsId));
    NextToken = page.NextToken;
  } while (NextToken);
  assert.equal(seen.length, 5);
  assert.deepEqual(new Set(seen), made);
  await refused('ListTerms', { UserPoolId: at.UserPoolId, NextToken: 'abc' }, 'InvalidParameterException', 'Invalid pagination token.');
});

test('links that run something, and terms that are not there, are refused', async () => {
  const at = await fresh();
  for (const address of ['javascript:alert(1)', 'data:text/html,x', 'https://good.example@evil.example']) {
    await refused(
      'CreateTerms',
      { ...at, TermsName: 'terms-of-use', TermsSource: 'LINK', Enforcement: 'NONE', Links: { 'cognito:default': address } },
      'InvalidParameterException',
      'The link for cognito:default is not an absolute http or https URL.',
    );
  }
  await refused('DescribeTermsByClient', { ...at, TermsName: 'terms-of-use' }, 'ResourceNotFoundException');
  await refused('UpdateTerms', { UserPoolId: at.UserPoolId, TermsId: nobody }, 'ResourceNotFoundException');
  await refused('DeleteTerms', { UserPoolId: at.UserPoolId, TermsId: nobody }, 'ResourceNotFoundException');
});
