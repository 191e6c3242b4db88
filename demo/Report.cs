using CampaignDashboard.WikiFarm;

namespace CampaignDashboard.Demo;

/// <summary>What the demo prints at its end: the figures beside the independent count, and where to look.</summary>
internal sealed class Report(Farm farm, Uri dashboard, TextWriter output)
{
    /// <summary>Prints it; true when every figure agrees and every promise holds.</summary>
    public bool Print(PlayedJob job, string downloads)
    {
        var good = true;
        foreach (var session in job.Sessions)
        {
            good &= Figures(session);
            good &= Promises(session);
        }
        Addresses(job, downloads);
        return good;
    }

    private bool Figures(PlayedSession session)
    {
        var checks = FigureCheck.Of(farm, session);
        output.WriteLine();
        output.WriteLine($"{session.Plan.Name}  {session.Page}");
        output.WriteLine($"  {"figure", -16} {"dashboard", 10} {"in the wikis' databases", 24}");
        foreach (var check in checks)
        {
            output.WriteLine($"  {check.Figure, -16} {check.Shown, 10} {check.Counted, 24}  {Mark(check.Agrees)}");
        }
        return checks.All(check => check.Agrees);
    }

    private bool Promises(PlayedSession session)
    {
        var quiet = session.SecondUpdate.Added == 0;
        output.WriteLine($"  {Mark(quiet)} a second data update added {session.SecondUpdate.Added} page updates");
        output.WriteLine($"  {Mark(session.ReplaysToTheByte)} statistics as of an earlier position are the same bytes");
        return quiet && session.ReplaysToTheByte;
    }

    private void Addresses(PlayedJob job, string downloads)
    {
        output.WriteLine();
        Line("organiser", job.OrganiserPage);
        Line("campaign", job.CampaignPage);
        Line("program", job.ProgramPage);
        foreach (var session in job.Sessions)
        {
            Line($"session", session.Page);
            Line("  statistics", Api($"sessions/{session.Id}/statistics"));
            foreach (var format in session.Downloads.Keys)
            {
                Line($"  {format}", Api($"sessions/{session.Id}/statistics.{format}"));
            }
        }
        Line($"feed ({job.Events.Count} events)", Api("events?after=0"));
        Line("API description", new Uri(dashboard, "/openapi/v1.json"));
        output.WriteLine($"  {"downloads", -20} {downloads}");
    }

    private Uri Api(string path) => new(dashboard, $"/api/v1/{path}");

    private void Line(string what, Uri where) => output.WriteLine($"  {what, -20} {where}");

    private static char Mark(bool good) => good ? '✓' : '✗';
}
