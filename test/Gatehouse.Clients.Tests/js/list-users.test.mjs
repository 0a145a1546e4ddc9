// Lists of people: filters and pages.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { attributes, call, pool, refused } from './rig/server.mjs';

const { UserPoolId } = await pool();
const list = async (more = {}) => (await call('ListUsers', { UserPoolId, ...more })).Users;
const names = (users) => users.map((u) => u.Username).sort();

before(async () => {
  for (let i = 0; i < 7; i++) {
    await call('AdminCreateUser', {
      UserPoolId, Username: `person${i}`, MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'email', Value: `person${i}@example.com` }, { Name: 'family_name', Value: i < 3 ? 'Northern' : 'Southern' }],
    });
  }
  await call('AdminDisableUser', { UserPoolId, Username: 'person6' });
  await call('AdminSetUserPassword', { UserPoolId, Username: 'person5', Password: 'Correct-horse-7', Permanent: true });
});

test('everybody is listed with what is known of them', async () => {
  const users = await list();
  assert.equal(users.length, 7);
  const first = users.find((u) => u.Username === 'person0');
  assert.equal(first.UserStatus, 'FORCE_CHANGE_PASSWORD');
  assert.equal(attributes(first.Attributes).family_name, 'Northern');
});

test('a filter finds by the whole value', async () => {
  assert.deepEqual(names(await list({ Filter: 'username = "person3"' })), ['person3']);
  assert.deepEqual(names(await list({ Filter: 'email = "person4@example.com"' })), ['person4']);
  assert.deepEqual(names(await list({ Filter: 'family_name="Northern"' })), ['person0', 'person1', 'person2']);
  assert.deepEqual(names(await list({ Filter: 'email = "nobody@example.com"' })), []);
});

test('a filter finds by the beginning of a value', async () => {
  assert.equal((await list({ Filter: 'email ^= "person"' })).length, 7);
  assert.deepEqual(names(await list({ Filter: 'family_name ^= "South"' })), ['person3', 'person4', 'person5', 'person6']);
});

test('a filter finds by status, by state and by sub', async () => {
  assert.deepEqual(names(await list({ Filter: 'cognito:user_status = "CONFIRMED"' })), ['person5']);
  assert.deepEqual(names(await list({ Filter: 'status = "Disabled"' })), ['person6']);
  const [{ Attributes }] = await list({ Filter: 'username = "person1"' });
  assert.deepEqual(names(await list({ Filter: `sub = "${attributes(Attributes).sub}"` })), ['person1']);
});

test('only the attributes asked for are shown', async () => {
  const [user] = await list({ Filter: 'username = "person1"', AttributesToGet: ['email'] });
  assert.deepEqual(attributes(user.Attributes), { email: 'person1@example.com' });
});

test('pages together have everybody once', async () => {
  const seen = [];
  let PaginationToken;
  do {
    const page = await call('ListUsers', { UserPoolId, Limit: 3, PaginationToken });
    assert.ok(page.Users.length <= 3);
    seen.push(...page.Users.map((u) => u.Username));
    PaginationToken = page.PaginationToken;
  } while (PaginationToken);
  assert.deepEqual(seen.toSorted(), ['person0', 'person1', 'person2', 'person3', 'person4', 'person5', 'person6']);
});

test('a filter nobody can read is refused, with quotes and percent signs in it or not', async () => {
  for (const Filter of ['nonsense', 'email = ', 'email > "a"', 'email = "a" and name = "b"', `email = "a' or '1'='1`]) {
    await refused('ListUsers', { UserPoolId, Filter }, 'InvalidParameterException');
  }
  assert.deepEqual(await list({ Filter: 'email ^= "%"' }), []);
  assert.deepEqual(await list({ Filter: `username = "' or 1=1 --"` }), []);
});

test('what cannot be searched is refused', async () => {
  await refused('ListUsers', { UserPoolId, Filter: 'locale = "x"' }, 'InvalidParameterException');
  await refused('ListUsers', { UserPoolId, Limit: 61 }, 'InvalidParameterException', /less than or equal to 60/);
  await refused('ListUsers', { UserPoolId, PaginationToken: 'made-up' }, 'InvalidParameterException');
});
