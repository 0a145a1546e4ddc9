namespace Gatehouse.Identity;

/// <summary>What comes next in this sign-in?</summary>
/// <param name="Caller">Through what they come.</param>
/// <param name="Username">Their user name; one that could be theirs when nobody is there.</param>
/// <param name="User">The person; null when nobody is there and that is hidden.</param>
/// <param name="Course">What was asked until now.</param>
public sealed record CourseQuestion(Caller Caller, string Username, User? User, Course Course)
    : Question<CourseDecision>(Occasion.SignInCourse, Caller, Username)
{
    /// <inheritdoc/>
    public override CourseDecision Unasked => CourseDecision.Refused;

    /// <summary>What can come next.</summary>
    public IReadOnlySet<RoundKind> Possible => new HashSet<RoundKind>(All());

    // Nobody is sent a code before it is known that they are there, and may come in.
    private IEnumerable<RoundKind> All()
    {
        yield return RoundKind.Riddle;
        if (Course.PublicA is not null)
            yield return RoundKind.Password;
        if (!Course.HasPassword || User is not { Enabled: true, Status: UserStatus.Confirmed } user)
            yield break;

        foreach (var factor in Caller.Pool.SecondFactors.Where(user.CanProve))
            yield return Course.KindOf(factor);
    }
}

/// <summary>How a sign-in goes on.</summary>
/// <param name="IsAdmitted">The person is in, as far as the function is concerned.</param>
/// <param name="Next">What is asked; null when nothing is: then it ends, one way or the other.</param>
public sealed record CourseDecision(bool IsAdmitted, RoundKind? Next)
{
    /// <summary>Nothing is left to ask.</summary>
    public static readonly CourseDecision Admitted = new(true, null);

    /// <summary>It ends here.</summary>
    public static readonly CourseDecision Refused = new(false, null);
}
