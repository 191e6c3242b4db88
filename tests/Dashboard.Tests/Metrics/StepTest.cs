using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Metrics.Contracts;
using CampaignDashboard.Metrics.Updating;
using CampaignDashboard.Tests.MediaWiki;
using CampaignDashboard.Tests.Postgres;
using static CampaignDashboard.Tests.Metrics.Facts;
using WikiRequest = CampaignDashboard.Tests.MediaWiki.WikiRequest;

namespace CampaignDashboard.Tests.Metrics;

/// <summary>A test of one step of data updates, on a stage of its own: a workshop on one wiki, which answers what the test says.</summary>
public abstract class StepTest(PostgresCluster cluster) : IAsyncLifetime
{
    private UpdateStage? stage;
    private ScriptedWiki? wiki;

    private protected UpdateStage Stage => stage ?? throw new InvalidOperationException("Not initialised.");

    private protected ScriptedWiki Wiki => wiki ?? throw new InvalidOperationException("Not initialised.");

    public virtual async ValueTask InitializeAsync()
    {
        stage = await UpdateStage.Set(cluster);
        wiki = await ScriptedWiki.Start(Answer);
        await stage.Plan(Workshop, "enwiki");
    }

    public async ValueTask DisposeAsync()
    {
        await Wiki.DisposeAsync();
        await Stage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected abstract WikiAnswer Answer(WikiRequest request);

    /// <summary>Runs a step for the workshop, or another session, beside the wiki.</summary>
    private protected Task<UpdateRun> Run(IUpdateStep step, SessionId? session = null) =>
        Stage.Run(step, session ?? Workshop, wikis: [Wiki.Wiki]);

    /// <summary>An edit in the workshop; revision and page have the number of the minute in which it was made.</summary>
    private protected static PageUpdateRecorded Edited(int minute, int inNamespace = 0, bool creates = false) =>
        new(
            Workshop,
            "enwiki",
            minute,
            minute,
            inNamespace,
            inNamespace == 2 ? null : $"Page {minute}",
            Alice,
            From.AddMinutes(minute),
            10,
            creates,
            IsRedirect: false,
            IsMinor: false,
            0
        );
}
