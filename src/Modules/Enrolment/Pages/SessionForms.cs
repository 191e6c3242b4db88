using CampaignDashboard.Campaigns.Contracts;
using CampaignDashboard.Identity.Contracts;
using CampaignDashboard.Web.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CampaignDashboard.Enrolment.Pages;

/// <summary>
/// What the panels of a session's page and the pages below it share: forms that run a slice and then lead back to the page,
/// or show the slice's answer in its own words. Works without JavaScript.
/// </summary>
public abstract class SessionForms : ComponentBase
{
    /// <summary>The session that it is about.</summary>
    public abstract SessionPlan Session { get; set; }

    /// <summary>The path of the page that the forms are on.</summary>
    private protected abstract string Here { get; }

    /// <summary>What the reader is to the session.</summary>
    private protected abstract Standing By { get; }

    [CascadingParameter]
    private protected HttpContext Context { get; set; } = null!;

    [Inject]
    private protected Enrolling Enrolling { get; set; } = null!;

    private protected Refusal? Refused { get; private set; }

    private protected IReadOnlyDictionary<string, string[]> Errors { get; private set; } =
        new Dictionary<string, string[]>(StringComparer.Ordinal);

    private protected CancellationToken Aborted => Context.RequestAborted;

    private protected bool SignedIn => By.Person is not null;

    // What is archived is shown without the forms that it would refuse.
    private protected bool IsArchived => By.Life is not Life.Open;

    private protected bool MayPlan => By.MayCoordinate && !IsArchived;

    private protected string SignInAddress => $"/sign-in?returnTo={Uri.EscapeDataString(Here)}";

    /// <summary>Loads what is shown; again after a command whose answer stands on the page.</summary>
    private protected abstract Task Load();

    /// <summary>
    /// Whether this form was posted. It is rendered then even if the state of things would hide it by now (a second click,
    /// a page from before registration closed), for only a form that is there can answer.
    /// </summary>
    private protected bool IsPosted(string form) => Posted("_handler") == form;

    /// <summary>Whether a coordinator's form is there: see <see cref="IsPosted"/>.</summary>
    private protected bool OffersCoordinators(string form) => MayPlan || (By.MayCoordinate && IsPosted(form));

    private protected string Posted(string field) =>
        Context.Request.HasFormContentType ? Context.Request.Form[field].ToString().Trim() : "";

    // A number that stands for none of them is nothing: parsing alone would let it through, into the log for ever.
    private protected static T? ChoiceOf<T>(string? word)
        where T : struct, Enum => Enum.TryParse<T>(word, out var choice) && Enum.IsDefined(choice) ? choice : null;

    private protected Guid PostedId(string field) => Guid.TryParse(Posted(field), out var id) ? id : Guid.Empty;

    private protected string? Error(string field) =>
        Errors.TryGetValue(field, out var messages) ? string.Join(" ", messages) : null;

    /// <summary>Whether a request is well-formed; where it is not, the page says so at its fields.</summary>
    private protected async Task<bool> IsValid<TRequest>(IValidator<TRequest> rules, TRequest request)
    {
        Errors = await rules.Errors(request);
        if (Errors.Count > 0)
        {
            Context.Response.StatusCode = StatusCodes.Status400BadRequest;
        }

        return Errors.Count == 0;
    }

    /// <summary>Runs a slice, then leads back to the page with a GET.</summary>
    private protected Task Submit(string part, Func<Acting, Task<Outcome>> run) => SubmitTo($"{Here}#{part}", run);

    /// <summary>Validates, runs a slice, then leads to another path of this site with a GET.</summary>
    private protected async Task SubmitTo<TRequest>(
        string path,
        IValidator<TRequest> rules,
        TRequest request,
        Func<Acting, Task<Outcome>> run
    )
    {
        if (await IsValid(rules, request))
        {
            await SubmitTo(path, run);
        }
    }

    /// <summary>Runs a slice, then leads to another path of this site with a GET.</summary>
    private protected async Task SubmitTo(string path, Func<Acting, Task<Outcome>> run)
    {
        if (Accepted(await run(Acting.Of(Context))))
        {
            LeadTo(path);
        }
    }

    /// <summary>Answers what was posted by a path of this site to go on to with a GET.</summary>
    private protected void LeadTo(string path)
    {
        Context.Response.StatusCode = StatusCodes.Status303SeeOther;
        Context.Response.Headers.Location = path;
    }

    /// <summary>Runs a slice that asks for something, then leads back: what is wrong with it stands at its field.</summary>
    private protected async Task Submit<TRequest>(
        IValidator<TRequest> rules,
        TRequest request,
        string part,
        Func<Acting, Task<Outcome>> run
    )
    {
        if (await IsValid(rules, request))
        {
            await Submit(part, run);
        }
    }

    /// <summary>Runs a slice whose answer is shown on the page; null where the input or the slice said no.</summary>
    private protected async Task<TAnswer?> Answer<TRequest, TAnswer>(
        IValidator<TRequest> rules,
        TRequest request,
        Func<Acting, Task<(Outcome Outcome, TAnswer Answer)>> run
    )
        where TAnswer : class? => await IsValid(rules, request) ? await Answer(run) : null;

    /// <summary>The same for a slice that asks for nothing.</summary>
    private protected async Task<TAnswer?> Answer<TAnswer>(Func<Acting, Task<(Outcome Outcome, TAnswer Answer)>> run)
        where TAnswer : class?
    {
        var (outcome, answer) = await run(Acting.Of(Context));
        if (!Accepted(outcome))
        {
            return null;
        }

        await Load();
        return answer;
    }

    /// <summary>Runs a slice without an answer of its own, and shows on this very page whether it was accepted.</summary>
    private protected async Task<bool> Show(Func<Acting, Task<Outcome>> run) => Accepted(await run(Acting.Of(Context)));

    private bool Accepted(Outcome outcome)
    {
        Refused = outcome.Refusal;
        if (Refused is { } refusal)
        {
            Context.Response.StatusCode = refusal.Kind.Status();
        }

        return outcome.Accepted;
    }
}
