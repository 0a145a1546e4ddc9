namespace Gatehouse.Identity;

/// <summary>What riddle shall this person solve?</summary>
/// <param name="Caller">Through what they come.</param>
/// <param name="Username">Their user name; one that could be theirs when nobody is there.</param>
/// <param name="User">The person; null when nobody is there and that is hidden.</param>
/// <param name="Course">What was asked until now.</param>
public sealed record RiddleQuestion(Caller Caller, string Username, User? User, Course Course) : Question<Riddle>(Occasion.RiddleMaking, Caller, Username)
{
    /// <inheritdoc/>
    public override Riddle Unasked => new(new Dictionary<string, string>(), RiddleSecret.None);
}

/// <summary>Is this the answer?</summary>
/// <param name="Caller">Through what they come.</param>
/// <param name="Username">Their user name; one that could be theirs when nobody is there.</param>
/// <param name="User">The person; null when nobody is there and that is hidden.</param>
/// <param name="Secret">What was kept of the riddle.</param>
/// <param name="Answer">What they say.</param>
public sealed record RiddleAnswerQuestion(Caller Caller, string Username, User? User, RiddleSecret Secret, string Answer)
    : Question<RiddleVerdict>(Occasion.RiddleAnswer, Caller, Username)
{
    /// <inheritdoc/>
    public override RiddleVerdict Unasked => RiddleVerdict.Wrong;
}

/// <summary>Whether a riddle was solved.</summary>
/// <param name="IsRight">It was.</param>
public sealed record RiddleVerdict(bool IsRight)
{
    /// <summary>It was not.</summary>
    public static readonly RiddleVerdict Wrong = new(false);
}

/// <summary>A riddle that a function made.</summary>
/// <param name="Shown">What the client gets to see.</param>
/// <param name="Secret">What it does not.</param>
public sealed record Riddle(IReadOnlyDictionary<string, string> Shown, RiddleSecret Secret);

/// <summary>What a function will need to judge the answer to its riddle. Printing it does not show it.</summary>
/// <param name="Values">For the function that judges.</param>
/// <param name="Note">For the functions that decide what comes then; null for nothing.</param>
public sealed record RiddleSecret(IReadOnlyDictionary<string, string> Values, string? Note)
{
    /// <summary>Nothing.</summary>
    public static readonly RiddleSecret None = new(new Dictionary<string, string>(), null);

    /// <inheritdoc/>
    public override string ToString() => "RiddleSecret";

    internal static void Write(BinaryWriter writer, RiddleSecret secret)
    {
        writer.Write7BitEncodedInt(secret.Values.Count);
        foreach (var (name, value) in secret.Values)
        {
            writer.Write(name);
            writer.Write(value);
        }

        writer.Write(secret.Note is not null);
        writer.Write(secret.Note ?? "");
    }

    internal static RiddleSecret Read(BinaryReader reader)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
            values.Add(reader.ReadString(), reader.ReadString());
        return new(values, reader.ReadBoolean() ? reader.ReadString() : null);
    }
}
