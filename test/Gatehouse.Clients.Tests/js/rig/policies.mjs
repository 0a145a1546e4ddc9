// Policies and requests by chance, the same ones for the same seed: of few words, so that they meet. What is not among them is where the
// simulator that we compare with departs from what AWS publishes of conditions (IAM User Guide, "condition operators"): times as seconds
// since 1970, ranges of addresses of /0 and addresses of the other version, ForAnyValue with IfExists for a key that is not there; and where
// nobody says what is right: numbers with an exponent, ARN patterns of fewer than six parts, variables without a value, texts that are empty,
// ${*} in plain comparisons, and whether to except an account from a denial excepts its users.

/** Chance that can be had again (Mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  const pick = (list) => list[below(list.length)];
  const odds = (one, of) => below(of) < one;
  const some = (list, most) => Array.from({ length: 1 + below(most) }, () => pick(list));
  return { below, pick, odds, some };
}

const bucket = 'arn:aws:s3:::bucket';
const actions = ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:GetObjectTagging'];
const actionPatterns = [...actions, '*', 's3:*', 's3:Get*', 's3:get*', 'S3:GETOBJECT', 's3:?etObject', 's3:*Object', 's3:*Object*', 's3:Put?bject', 's3:G*t*g', 'sqs:*'];
const names = ['a', 'ann', 'ann/b', 'team-red/x', 'a/b/c', 'A', 'x.txt'];
const resourcePatterns = [
  '*', `${bucket}/*`, `${bucket}/a*`, `${bucket}/a`, `${bucket}/?`, `${bucket}/*/b`, `${bucket}/*b*`, `${bucket}/\${aws:username}/*`, `${bucket}/\${aws:username}*`,
  `${bucket}/team-\${aws:PrincipalTag/team}/*`, 'arn:aws:s3:::*/a', 'arn:aws:s3:::other/*', `${bucket}/A`,
];

// The keys of requests by the family of operators that are for them: what they may have, and what policies may ask for.
const keys = {
  String: {
    'aws:PrincipalTag/team': [['red', 'Red', 'blue', 'r*d'], ['red', 'RED', 'r*', 'r?d', '*', 'blue', '', '${aws:username}']],
    'aws:UserAgent': [['curl', 'ann', 'cli/2'], ['curl', 'c*', 'ann', '${aws:username}', 'cli/?', '*/*']],
    'aws:TagKeys': [[['team'], ['team', 'cost'], ['cost', 'Team']], ['team', 'cost', 'TEAM', 't*', '?ost', 'none']],
  },
  Numeric: { 'aws:MultiFactorAuthAge': [['0', '300', '3600', '-5', '300.0'], ['300', '3600', '0', '299.5']] },
  Date: { 'aws:CurrentTime': [['2026-05-01T00:00:00Z', '2026-05-01T12:30:00Z', '2025-01-01T00:00:00Z'], ['2026-05-01T00:00:00Z', '2026-01-01T00:00:00Z']] },
  Bool: { 'aws:SecureTransport': [['true', 'false'], ['true', 'false', 'True']], 'aws:MultiFactorAuthPresent': [['true', 'false'], ['true', 'false']] },
  IpAddress: { 'aws:SourceIp': [['192.0.2.7', '198.51.100.1', '10.0.0.1'], ['192.0.2.0/24', '198.51.100.1/32', '10.0.0.0/8', '192.0.2.7']] },
  Arn: {
    'aws:SourceArn': [
      ['arn:aws:sns:us-east-1:123456789012:topic', 'arn:aws:sns:us-west-2:123456789012:topic/a', 'arn:aws:s3:::b'],
      ['arn:aws:sns:us-east-1:123456789012:topic', 'arn:aws:sns:*:123456789012:*', 'arn:aws:*:*:*:*', 'arn:aws:s3:::?'],
    ],
  },
};

const operators = {
  String: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
  Numeric: ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals'],
  Date: ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  Bool: ['Bool'],
  IpAddress: ['IpAddress', 'NotIpAddress'],
  Arn: ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike'],
};

const families = Object.keys(keys);
const one = (list) => (list.length === 1 ? list[0] : list);

function condition(by) {
  const block = {};
  for (let count = 1 + by.below(2); count > 0; count -= 1) {
    const family = by.pick(families);
    const key = by.pick(Object.keys(keys[family]));
    if (by.odds(1, 8)) {
      block.Null = { [key]: by.pick(['true', 'false']) };
      continue;
    }
    const isMany = key === 'aws:TagKeys';
    const prefix = isMany ? by.pick(['ForAllValues:', 'ForAnyValue:']) : by.odds(1, 6) ? by.pick(['ForAllValues:', 'ForAnyValue:']) : '';
    const operator = `${prefix}${by.pick(operators[family])}${by.odds(1, 4) && prefix !== 'ForAnyValue:' ? 'IfExists' : ''}`;
    block[operator] = { ...block[operator], [key]: one(by.some(keys[family][key][1], 3)) };
  }
  return block;
}

// Everyone but some may only be denied.
const whom = (by, effect, principals) => (effect === 'Deny' && by.odds(1, 4)
  ? { NotPrincipal: { AWS: [by.odds(1, 2) ? principals.user : principals.other, ...(by.odds(1, 2) ? ['999999999999'] : [])] } }
  : { Principal: by.pick(['*', ...['*', principals.user, principals.root, principals.account, principals.other, '999999999999'].map((AWS) => ({ AWS }))]) });

function statement(by, principals) {
  const [actionElement, resourceElement] = [by.odds(1, 7) ? 'NotAction' : 'Action', by.odds(1, 7) ? 'NotResource' : 'Resource'];
  const effect = by.odds(2, 3) ? 'Allow' : 'Deny';
  return {
    Effect: effect,
    ...(principals && whom(by, effect, principals)),
    [actionElement]: one(by.some(actionPatterns, 3)),
    [resourceElement]: one(by.some(resourcePatterns, 3)),
    ...(by.odds(1, 2) && { Condition: condition(by) }),
  };
}

const policy = (by, principals) => ({ Version: '2012-10-17', Statement: Array.from({ length: 1 + by.below(3) }, () => statement(by, principals)) });

/** A set of policies, and what somebody asks of it: an action and a resource each. */
export function scene(seed, account, caller) {
  const by = chance(seed);
  const principals = { user: caller, root: `arn:aws:iam::${account}:root`, account, other: `arn:aws:iam::${account}:user/bob` };
  const context = { 'aws:username': caller.slice(caller.lastIndexOf('/') + 1), 'aws:PrincipalTag/team': by.pick(keys.String['aws:PrincipalTag/team'][0]) };
  for (const family of families) {
    for (const [key, [values]] of Object.entries(keys[family])) if (by.odds(2, 3)) context[key] ??= by.pick(values);
  }
  return {
    identity: Array.from({ length: 1 + by.below(2) }, () => policy(by)),
    boundary: by.odds(1, 4) ? [policy(by)] : undefined,
    resource: by.odds(1, 3) ? policy(by, principals) : undefined,
    context,
    actions: [...new Set(by.some(actions, 3))],
    resources: [...new Set(by.some(names, 3))].map((name) => `${bucket}/${name}`),
  };
}

/** Every operator with every way of asking it of one or of several values, each a condition of one key; and requests that have such a key, or not. */
export function grid() {
  const conditions = [{ Null: 'true' }, { Null: 'false' }].flatMap((one) => families.flatMap((family) => Object.keys(keys[family]).map((key) => ({ Null: { [key]: one.Null } }))));
  for (const family of families) {
    for (const [key, [, asked]] of Object.entries(keys[family])) {
      for (const operator of operators[family]) {
        for (const way of key === 'aws:TagKeys' ? ['ForAllValues:', 'ForAnyValue:'] : ['', 'ForAllValues:', 'ForAnyValue:']) {
          for (const end of way === 'ForAnyValue:' ? [''] : ['', 'IfExists']) {
            for (const values of [asked[0], asked.slice(0, 2), asked.slice(-2)]) conditions.push({ [`${way}${operator}${end}`]: { [key]: values } });
          }
        }
      }
    }
  }
  const all = families.flatMap((family) => Object.entries(keys[family]).map(([key, [values]]) => [key, values]));
  const most = Math.max(...all.map(([, values]) => values.length));
  const contexts = Array.from({ length: most }, (_, i) => Object.fromEntries(all.map(([key, values]) => [key, values[i % values.length]])));
  return { conditions, contexts: [{}, ...contexts].map((context) => ({ 'aws:username': 'ann', ...context })) };
}
