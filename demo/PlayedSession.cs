using System.Text.Json;
using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Demo;

/// <summary>What the main job made and saw.</summary>
internal sealed record PlayedJob(
    Uri OrganiserPage,
    Uri CampaignPage,
    Uri ProgramPage,
    IReadOnlyList<PlayedSession> Sessions,
    IReadOnlyList<JsonElement> Events
);

/// <summary>One session of the main job. Statistics are the bytes that the API sent.</summary>
/// <param name="Before">Shown before the first data update.</param>
/// <param name="BeforeReplayed">As of the position of <paramref name="Before"/>, asked for after the update.</param>
/// <param name="Shown">Shown after the first data update.</param>
/// <param name="ShownReplayed">As of the position of <paramref name="Shown"/>, asked for after everything.</param>
/// <param name="Downloads">Files by format.</param>
internal sealed record PlayedSession(
    EditathonSession Plan,
    Guid Id,
    Uri Page,
    EnrolAnswer Enrolment,
    DataUpdate FirstUpdate,
    DataUpdate SecondUpdate,
    byte[] Before,
    byte[] BeforeReplayed,
    byte[] Shown,
    byte[] ShownReplayed,
    IReadOnlyDictionary<string, byte[]> Downloads
)
{
    /// <summary>Statistics as of an earlier position are the same bytes as those shown then.</summary>
    public bool ReplaysToTheByte =>
        Before.AsSpan().SequenceEqual(BeforeReplayed) && Shown.AsSpan().SequenceEqual(ShownReplayed);

    /// <summary>The name of a download's file.</summary>
    public string FileName(string format) => $"{Page.Segments[^1]}-statistics.{format}";
}
