namespace Gatehouse.Identity;

/// <summary>Says why a code was not accepted.</summary>
public static class CodeRefusal
{
    /// <summary>The refusal for a check that did not accept.</summary>
    public static Refusal Of(CodeCheck check) => check switch
    {
        CodeCheck.Mismatch => RefusalKind.CodeMismatch,
        CodeCheck.TooManyAttempts => RefusalKind.CodeDead,
        _ => RefusalKind.CodeExpired,
    };
}
