using Gatehouse.Identity;

namespace Gatehouse.Tests.Identity;

/// <summary>People and pools out of which the tests of the domain are made.</summary>
internal static class People
{
    public static readonly DateTimeOffset Now = new(2026, 9, 1, 9, 8, 7, TimeSpan.Zero);
    public static readonly byte[] Right = [1, 2, 3];
    public static readonly byte[] Wrong = [4, 5, 6];

    public static UserPool Pool => new() { Id = "eu-central-1_abc", Name = "people", Created = Now, Modified = Now };

    public static AppClient Client => new() { Id = "client1", PoolId = Pool.Id, Name = "app", Created = Now, Modified = Now };

    public static StoredPassword Password(string hash = "hash") => new(hash, Now);

    /// <summary>Confirmed, with a password, an unproven address and whatever else is said.</summary>
    public static User User(Func<UserState, UserState>? with = null)
    {
        var state = new UserState
        {
            PoolId = Pool.Id, Sub = "sub-1", Username = "Ana", Status = UserStatus.Confirmed, Created = Now, Modified = Now,
            Password = Password(), Attributes = Sorted(("email", "ana@example.com")),
        };
        return new User(with?.Invoke(state) ?? state, version: 1);
    }

    public static SortedDictionary<string, string> Sorted(params (string Name, string Value)[] values) =>
        new(values.ToDictionary(v => v.Name, v => v.Value), StringComparer.Ordinal);

    /// <summary>A person to whom a code was sent, which <see cref="Right"/> answers.</summary>
    public static User Sent(this User user, CodePurpose purpose, string attribute = "email")
    {
        user.Send(purpose, new OneTimeCode(Right, Now.AddHours(1), attribute), Message(purpose.ToString()), Now);
        return user;
    }

    public static Message Message(string id) => new(id, Pool.Id, Channel.Email, "x@y", MessagePurpose.SignUp, "", "", null, Now);
}
