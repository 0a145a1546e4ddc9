namespace Gatehouse.Identity;

/// <summary>What somebody is asked in a sign-in whose course a function of the pool decides.</summary>
public enum RoundKind
{
    /// <summary>A riddle that a function of the pool made.</summary>
    Riddle,

    /// <summary>The beginning of SRP.</summary>
    PasswordBegun,

    /// <summary>The password, by SRP.</summary>
    Password,

    /// <summary>The code of a text message.</summary>
    Sms,

    /// <summary>The code of a mail.</summary>
    Email,

    /// <summary>The code of an authenticator.</summary>
    SoftwareToken,

    /// <summary>The beginning of a device's proof.</summary>
    DeviceBegun,

    /// <summary>The device's proof.</summary>
    Device,
}

/// <summary>One thing that was asked.</summary>
/// <param name="Kind">What.</param>
/// <param name="IsPassed">Whether the answer was right.</param>
/// <param name="Note">What the function noted of its riddle; null for nothing.</param>
public sealed record Round(RoundKind Kind, bool IsPassed, string? Note = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"Round {Kind} {IsPassed}";
}

/// <summary>A sign-in whose course a function of the pool decides: what was asked until now.</summary>
/// <param name="Rounds">In order.</param>
public sealed record Course(IReadOnlyList<Round> Rounds)
{
    /// <summary>No sign-in has more rounds: who needs so many guesses.</summary>
    public const int Longest = 20;

    /// <summary>The client's half of SRP (big-endian), from when it was sent until it is used; null where there is none.</summary>
    public byte[]? PublicA { get; init; }

    /// <summary>The password is among what was proven.</summary>
    public bool HasPassword => Rounds.Any(round => round is { Kind: RoundKind.Password, IsPassed: true });

    /// <summary>So is the device.</summary>
    public bool HasDevice => Rounds.Any(round => round is { Kind: RoundKind.Device, IsPassed: true });

    /// <summary>Nothing more can be asked.</summary>
    public bool IsOver => Rounds.Count >= Longest;

    /// <summary>The beginning, with the client's half of SRP where it sent one.</summary>
    /// <param name="publicA">Hexadecimal; null when the password shall not be asked for.</param>
    public static Course Begin(string? publicA) => publicA is null
        ? new([])
        : new([new(RoundKind.PasswordBegun, true)]) { PublicA = Convert.FromHexString(publicA.Length % 2 == 0 ? publicA : "0" + publicA) };

    /// <summary>The same, one round later.</summary>
    public Course With(Round round) => this with { Rounds = [.. Rounds, round], PublicA = round.Kind is RoundKind.Password ? null : PublicA };

    /// <summary>The round that a second factor is.</summary>
    public static RoundKind KindOf(SecondFactor factor) => factor switch
    {
        SecondFactor.Sms => RoundKind.Sms,
        SecondFactor.Email => RoundKind.Email,
        _ => RoundKind.SoftwareToken,
    };

    internal static void Write(BinaryWriter writer, Course? course)
    {
        writer.Write((byte)(course is null ? 0 : 1));
        if (course is null)
            return;

        writer.Write((byte)course.Rounds.Count);
        foreach (var round in course.Rounds)
        {
            writer.Write((byte)round.Kind);
            writer.Write(round.IsPassed);
            writer.Write(round.Note is not null);
            writer.Write(round.Note ?? "");
        }

        writer.Write((ushort)(course.PublicA?.Length ?? 0));
        writer.Write(course.PublicA ?? []);
    }

    internal static Course? Read(BinaryReader reader)
    {
        if (reader.ReadByte() == 0)
            return null;

        var rounds = new List<Round>();
        for (var left = reader.ReadByte(); left > 0; left--)
        {
            var (kind, isPassed, hasNote, note) = ((RoundKind)reader.ReadByte(), reader.ReadBoolean(), reader.ReadBoolean(), reader.ReadString());
            rounds.Add(new(kind, isPassed, hasNote ? note : null));
        }

        var length = reader.ReadUInt16();
        return new(rounds) { PublicA = length == 0 ? null : reader.ReadBytes(length) };
    }
}
