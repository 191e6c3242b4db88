using CampaignDashboard.Web.Problems;

namespace CampaignDashboard.Web.Describing;

/// <summary>A type of problem: its code, its HTTP status, and what it says.</summary>
public sealed record KnownProblem(string Code, int Status, string Reason)
{
    /// <summary>The problem of this code.</summary>
    /// <exception cref="KeyNotFoundException">There is none: a typo.</exception>
    public static KnownProblem Of(string code) =>
        ProblemDocument.All.TryGetValue(code, out var document)
            ? new(code, document.Status, document.Reasons[0])
            : throw new KeyNotFoundException($"There is no problem {code}.");
}
